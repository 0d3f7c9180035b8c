import fc from "fast-check";
import { expect, test } from "vitest";
import { moneyText, sumsOf } from "@/format/money";

function money(amount: string, currency = "GBP") {
  return { amount, currency };
}

test("money is read with its currency, grouped by thousands", () => {
  expect(moneyText(money("1234.5"))).toBe("£1,234.50");
  expect(moneyText(money("80.00", "EUR"))).toBe("€80.00");
  expect(moneyText(money("7", "USD"))).toBe("US$7.00");
  expect(moneyText(money("-3.20"))).toBe("-£3.20");
});

test("no digit is rounded away, however many there are", () => {
  expect(moneyText(money("123456789012345678.123456"))).toBe("£123,456,789,012,345,678.123456");
  expect(moneyText(money("1000000000000000.30"))).toBe("£1,000,000,000,000,000.30");
});

test("a currency without decimals shows none", () => expect(moneyText(money("1500", "JPY"))).toBe("JP¥1,500"));

test("different currencies are never added up", () => {
  expect(sumsOf([money("1.00"), money("2.00", "EUR"), money("3.00")])).toEqual([money("2.00", "EUR"), money("4.00")]);
});

test("sums are exact where those of floats are not", () => {
  expect(sumsOf([money("0.1"), money("0.20")])).toEqual([money("0.30")]);
  expect(sumsOf([money("1000000000000000.10"), money("0.20")])).toEqual([money("1000000000000000.30")]);
  expect(sumsOf([money("-0.50"), money("0.25")])).toEqual([money("-0.25")]);
  expect(sumsOf([money("5"), money("7")])).toEqual([money("12")]);
  expect(sumsOf([])).toEqual([]);
});

test("a sum of cents is the cents of the sum", () => {
  const pence = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
  fc.assert(
    fc.property(fc.array(pence, { minLength: 1 }), (all) => {
      const [sum] = sumsOf(all.map((one) => money(inPounds(one))));
      expect(sum?.amount).toBe(inPounds(all.reduce((total, one) => total + one, 0n)));
    }),
  );
});

function inPounds(pence: bigint): string {
  const digits = String(pence < 0n ? -pence : pence).padStart(3, "0");
  return `${pence < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
