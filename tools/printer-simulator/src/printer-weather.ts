/** What a printer can do wrong, beyond what its sensors see. */
export interface PrinterWeather {
  /** Time that a line takes to print; 0 prints at once. */
  readonly lineMs: number;
  /** Answers nothing that it is asked, and prints all the same. */
  readonly silent: boolean;
  /** Says that it is ready and has printed, and prints nothing. */
  readonly lying: boolean;
  /** Lines until the paper is at its end, or null: it is found out while printing. */
  readonly paperOutAfterLines: number | null;
  /** Bytes until the line is cut, or null. */
  readonly cutAfterBytes: number | null;
}

export const fairWeather = (lineMs: number): PrinterWeather => ({
  lineMs,
  silent: false,
  lying: false,
  paperOutAfterLines: null,
  cutAfterBytes: null,
});
