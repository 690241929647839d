import { expect, it } from "vitest";
import { Edge } from "../model/edge.js";
import { countPromises } from "./promise.js";

it("round robin alone promises counts, and every algorithm of the model says what it does", () => {
  expect(Object.keys(countPromises)).toEqual(Edge.shape.balance.unwrap().options);
  expect(Object.entries(countPromises).flatMap(([name, { byCount }]) => (byCount ? [name] : []))).toEqual(["roundrobin"]);
  for (const { says } of Object.values(countPromises)) expect(says).toMatch(/^\w.*\w$/);
});
