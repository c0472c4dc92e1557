export { type Decoded, decode } from './decode.js';
export { Gallery, type PrintedTicket } from './gallery.js';
export { httpApi } from './http-api.js';
export type { Mark, Ticket } from './paper.js';
export type { PrinterCondition } from './printer-condition.js';
export { pngOf } from './render-png.js';
export { svgOf } from './render-svg.js';
export { textOf } from './render-text.js';
export { SimulatedPrinter, type SimulatedPrinterOptions } from './simulated-printer.js';
