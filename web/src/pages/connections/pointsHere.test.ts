// @vitest-environment node
import { expect, test } from "vitest";
import { pointsHere } from "@/pages/connections/pointsHere";

test.each([
  [{ shop: "tea", address: "http://127.0.0.1:9302" }, "http://127.0.0.1:9302"],
  [{ base_url: "http://localhost:9301/api" }, "http://localhost:9301"],
  [{ base_url: "http://[::1]:9301" }, "http://[::1]:9301"],
  [{ base_url: "https://api.example.com", note: "not http://127.0.0.1" }, null],
  [{ base_url: "http://127.0.0.1.example.com" }, null],
  [{}, null],
])("%o leads to %s", (values, address) => expect(pointsHere(values as Record<string, string>)).toBe(address));
