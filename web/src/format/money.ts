// Money as people read it. Amounts are decimal text and stay exact; different currencies are never added up.
import type { Shape } from "@/api/client";

type Money = Shape["Money"];

/** '£1,234.50'; an amount with more decimals than its currency has keeps them. */
export function moneyText({ amount, currency }: Money): string {
  const usual = formatOf(currency).resolvedOptions().maximumFractionDigits ?? 0;
  const most = Math.max(usual, decimalsOf(amount));
  return formatOf(currency, most).format(amount as Intl.StringNumericLiteral);
}

/** One sum for each currency, in the order of their codes. */
export function sumsOf(worths: readonly Money[]): Money[] {
  const currencies = [...new Set(worths.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => ({
    currency,
    amount: sumOf(worths.filter((worth) => worth.currency === currency).map(({ amount }) => amount)),
  }));
}

function sumOf(amounts: readonly string[]): string {
  const decimals = Math.max(...amounts.map(decimalsOf));
  const sum = amounts.reduce((total, amount) => total + unitsOf(amount, decimals), 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  return `${sum < 0n ? "-" : ""}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ""}`;
}

/** '1.5' with 2 decimals is 150n. */
function unitsOf(amount: string, decimals: number): bigint {
  return BigInt(amount.replace(".", "") + "0".repeat(decimals - decimalsOf(amount)));
}

function decimalsOf(amount: string): number {
  return amount.split(".")[1]?.length ?? 0;
}

function formatOf(currency: string, decimals?: number): Intl.NumberFormat {
  const digits = decimals === undefined ? {} : { maximumFractionDigits: decimals };
  return new Intl.NumberFormat("en-GB", { style: "currency", currency, ...digits });
}
