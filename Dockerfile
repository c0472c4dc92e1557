# One image for every service: they share their libraries, and a chain updates them together.
FROM node:24-trixie-slim AS manifests
WORKDIR /app
COPY . .
# Only what npm reads: a change of a source file must not install everything again.
RUN find . -name node_modules -prune -o -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -exec rm -f {} +

FROM node:24-trixie-slim AS build
WORKDIR /app
COPY --from=manifests /app ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npx tsc -b \
 && find apps libs tools -name src -type d -prune -exec rm -rf {} + \
 && find apps libs tools -name '*.tsbuildinfo' -delete

FROM node:24-trixie-slim AS production
WORKDIR /app
COPY --from=manifests /app ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

FROM node:24-trixie-slim
LABEL org.opencontainers.image.title="Encaisse" \
      org.opencontainers.image.description="Register system for retail chains" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/package.json ./
COPY --from=build /app/libs ./libs
COPY --from=build /app/apps ./apps
COPY --from=build /app/tools ./tools
COPY docker/healthy.sh /usr/local/bin/
# Named volumes take the owner of the folder they are mounted over.
RUN mkdir -p /data /keys/operator /keys/server /keys/register-service /keys/sync-service /keys/supervision-service /keys/gateway \
 && chown -R node:node /data /keys
USER node
ENTRYPOINT ["node"]
