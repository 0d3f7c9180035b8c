const DECIMAL = /^\s*([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?\s*$/;
const LARGEST_EXPONENT = 400;

interface Decimal {
  digits: bigint;
  /** Places behind the point. */
  places: number;
}

/** Whether two decimal texts are equal, or no further apart than one of the tolerances; exact, however long they are. */
export function equalNumbers(one: string, other: string, tolerances: readonly string[]): boolean {
  const [first, second] = [decimalOf(one), decimalOf(other)];
  if (!first || !second) return false;
  return [...tolerances, "0"].some((tolerance) => {
    const allowed = decimalOf(tolerance);
    return allowed !== null && within(first, second, allowed);
  });
}

function within(one: Decimal, other: Decimal, allowed: Decimal): boolean {
  const places = Math.max(one.places, other.places, allowed.places);
  const apart = scaled(one, places) - scaled(other, places);
  return (apart < 0n ? -apart : apart) <= scaled(allowed, places);
}

const scaled = ({ digits, places }: Decimal, to: number): bigint => digits * 10n ** BigInt(to - places);

function decimalOf(text: string): Decimal | null {
  const [, sign, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text) ?? [];
  if (whole + fraction === "" || Math.abs(Number(exponent)) > LARGEST_EXPONENT) return null;
  const digits = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  const places = fraction.length - Number(exponent);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}
