/** Whether `at` is earlier than the last dated record. */
export const isBehind = (at: string, floor: string | null): floor is string =>
  floor !== null && Date.parse(at) < Date.parse(floor);
