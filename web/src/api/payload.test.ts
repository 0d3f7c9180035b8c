import { expect, test } from "vitest";
import { editBody, payloadIn } from "@/api/payload";

test("a number keeps every digit on its way to the eye and back", () => {
  const { original } = payloadIn('{"readable": true, "original": {"id": 90071992547409931, "price": 10.50}}');
  expect(original).toContain("90071992547409931");
  expect(original).toContain("10.50");
  expect(editBody(original, "two")).toContain("90071992547409931");
});

test("what is not JSON is shown as it is", () => {
  expect(payloadIn('{"readable": false, "original": "no <order>"}')).toEqual({
    readable: false,
    original: "no <order>",
    edited: null,
  });
});

test("a correction that is not JSON is refused before it is sent", () => {
  expect(() => editBody("{", "typo")).toThrow(SyntaxError);
  expect(JSON.parse(editBody("[1]", 'a "reason"'))).toEqual({ payload: [1], reason: 'a "reason"' });
});
