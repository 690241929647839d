import { expect, it } from "vitest";
import { example, folder } from "./support/folder.js";

const remark = "ingress-nginx has had no releases and no security fixes since March 2026";
const place = () => folder({ "edge.yaml": example("on-prem") });

it("a remark stops nothing, and shows where it stands", () => {
  expect(place().run("check edge.yaml", { whole: true })).toEqual({
    status: 0,
    stdout: "edge.yaml: fine; it renders 18 files\n",
    stderr: `edge.yaml:10:17 info controller-retired: ${remark}
10 |     controller: ingress-nginx
   |                 ^^^^^^^^^^^^^
fix: plan the move to another controller; streams reach any of them at its node ports
why: edgewright rule controller-retired
1 note; the document compiles.
`,
  });
});

it.each([
  ["json", /"code": "controller-retired"/],
  ["github", /^::notice file=edge\.yaml,line=10,.*title=controller-retired::ingress-nginx/],
])("so it is as %s", (format, text) => {
  const { status, stderr } = place().run(`check edge.yaml --format ${format}`, { whole: true });
  expect({ status, said: text.test(stderr) }).toEqual({ status: 0, said: true });
});

it("it shows where it stands beside what is wrong", () => {
  const wrong = folder({ "edge.yaml": example("on-prem").replace("backup: hapxy2", "backup: hapxy9") });
  expect(wrong.run("check edge.yaml", { whole: true }).stderr).toMatch(
    /^edge\.yaml:\d+:\d+ info controller-retired: .*\n.*ingress-nginx\n.*\^/,
  );
});
