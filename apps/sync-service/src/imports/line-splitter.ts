const LINE_FEED = 0x0a;

/** A line longer than this is no row of ours; holding it would make memory depend on what is sent. */
export const LINE_BYTES_MAX = 64 * 1024;

/** Cuts a stream of bytes into lines of text, wherever the stream was cut: inside a line, or inside a character. */
export class LineSplitter {
  #rest: Buffer = Buffer.alloc(0);

  /** The lines that `bytes` completes. @throws RangeError when a line does not end. */
  push(bytes: Uint8Array): string[] {
    const end = bytes.lastIndexOf(LINE_FEED);
    if (end === -1) {
      this.#keep(Buffer.concat([this.#rest, bytes]));
      return [];
    }
    const whole = Buffer.concat([this.#rest, bytes.subarray(0, end)]).toString('utf8');
    this.#keep(Buffer.from(bytes.subarray(end + 1)));
    return whole.split('\n');
  }

  /** What follows the last line feed: nothing in a well-formed part, a line of its own otherwise. */
  end(): string[] {
    return this.#rest.length === 0 ? [] : [this.#rest.toString('utf8')];
  }

  #keep(rest: Buffer): void {
    if (rest.length > LINE_BYTES_MAX) throw new RangeError(`a line is longer than ${LINE_BYTES_MAX} bytes`);
    this.#rest = rest;
  }
}
