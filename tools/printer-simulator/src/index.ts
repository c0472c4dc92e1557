export { type Decoded, decode } from './decode.js';
export type { Mark, Ticket } from './paper.js';
export { pngOf } from './render-png.js';
export { svgOf } from './render-svg.js';
export { textOf } from './render-text.js';
