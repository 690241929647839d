import type { IngressPath } from "../resolve/ingress-path.js";
import type { Machine, PlanIngress, PlanPath, PlanRoute, VrrpInstance } from "../resolve/plan.js";
import type { Mark } from "./way.js";

export const haproxyMark = (machine: Machine, ...lines: readonly string[]): Mark => ({ file: `${machine.name}/haproxy.cfg`, lines });

/** A line of one machine's half of a VRRP instance. */
export const instanceMark = (machine: Machine, instance: VrrpInstance, line: string): Mark => ({
  file: `${machine.name}/keepalived.conf`,
  lines: [`vrrp_instance ${instance.name} {`, line],
});

/** The rule of a path in its Ingress, or the Service that the rule names. */
export function ruleMark(route: PlanRoute, { service }: PlanPath, { path, pathType }: IngressPath, part: "path" | "service"): Mark {
  const rule = [`- host: ${route.host}`, `- path: ${path}\npathType: ${pathType}\nbackend:\nservice:\nname: ${service.name}`];
  return { file: `kubernetes/${route.namespace}.yaml`, lines: part === "path" ? rule : [...rule, `name: ${service.name}`] };
}

export const tlsMark = (route: PlanRoute, secretName: string): Mark => ({
  file: `kubernetes/${route.namespace}.yaml`,
  lines: ["spec:", `- ${route.host}\nsecretName: ${secretName}`, `secretName: ${secretName}`],
});

/** A line of the controller's Service or ConfigMap. */
export const controllerMark = (ingress: PlanIngress, section: "spec:" | "data:", line: string): Mark => ({
  file: `kubernetes/${ingress.namespace}.yaml`,
  lines: [section, line],
});

/** Lines without indentation, and without the quotes that a scalar may have: both are the renderer's affair. */
function bare(line: string): string {
  const trimmed = line.trim();
  if (!trimmed.endsWith('"')) return trimmed;
  const [, key, quoted] = /^((?:- )?(?:[^"\s]+: )?)("(?:[^"\\]|\\.)*")$/.exec(trimmed) ?? [];
  if (quoted === undefined) return trimmed;
  try {
    return `${key}${String(JSON.parse(quoted))}`;
  } catch {
    return trimmed;
  }
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The index behind a section's last line: where the indentation is the section's own again. */
function endOf(lines: readonly string[], start: number): number {
  const indent = indentOf(lines[start] ?? "");
  let at = start + 1;
  while (at < lines.length && ((lines[at] ?? "").trim() === "" || indentOf(lines[at] ?? "") > indent)) at += 1;
  return at;
}

function findFrom(lines: readonly string[], start: number, end: number, wanted: string): number | null {
  const parts = wanted.split("\n");
  for (let at = start; at < end; at += 1) if (parts.every((part, index) => bare(lines[at + index] ?? "") === part)) return at;
  return null;
}

function findIn(lines: readonly string[], start: number, rest: readonly string[]): number | null {
  const end = endOf(lines, start);
  let at = start;
  for (const wanted of rest) {
    const found = findFrom(lines, at + 1, end, wanted);
    if (found === null) return null;
    at = found;
  }
  return at;
}

/** The line of a mark among its file's lines, from 1; null where there is none, as under a template of the user's own. */
export function findMark(lines: readonly string[], { lines: [section = "", ...rest] }: Mark): number | null {
  for (let at = findFrom(lines, 0, lines.length, section); at !== null; at = findFrom(lines, at + 1, lines.length, section)) {
    const found = findIn(lines, at, rest);
    if (found !== null) return found + 1;
  }
  return null;
}
