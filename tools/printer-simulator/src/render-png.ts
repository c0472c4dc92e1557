import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { FONT_FAMILY } from './render-svg.js';

const resolve = createRequire(import.meta.url).resolve;
const fontFiles = ['500Medium/IBMPlexMono_500Medium.ttf', '700Bold/IBMPlexMono_700Bold.ttf'].map((file) =>
  resolve(`@expo-google-fonts/ibm-plex-mono/${file}`),
);

/** The picture of an SVG ticket, a pixel and a half for each printer dot. Same on every machine: no system font is asked. */
export function pngOf(svg: string): Buffer {
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 1.5 },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: FONT_FAMILY, monospaceFamily: FONT_FAMILY },
  });
  return picture.render().asPng();
}
