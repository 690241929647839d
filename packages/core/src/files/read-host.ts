import type { Directive, EdgeFile, Word } from "./text.js";
import { linesWithNumbers } from "./text.js";

/** The settings of sysctl.d(5) files, in the order given: `net.ipv4.ip_nonlocal_bind = 1`. Slashes and a leading minus are taken as they mean. */
export function readSysctl({ name, text }: EdgeFile): readonly Directive[] {
  return linesWithNumbers(text).flatMap(([line, number]) => {
    const equals = line.indexOf("=");
    const key = line.slice(0, Math.max(0, equals));
    const start = key.length - key.trimStart().length;
    if (equals === -1 || /^[#;]/.test(key.trim())) return [];
    const word = (text: string, column: number, length: number): Word => ({
      text,
      at: { file: name, line: number, column, length: Math.max(1, length) },
    });
    const value = line.slice(equals + 1);
    const setting = key.trim().replace(/^-/, "");
    // sysctl.d(5): where the first separator is a slash, slashes and dots are exchanged.
    const dotted = /^[^.]*\//.test(setting) ? setting.replaceAll("/", ".") : setting;
    return [
      {
        keyword: word(dotted, start + 1, key.trim().length),
        values: [word(value.trim(), equals + 2 + value.length - value.trimStart().length, value.trim().length)],
      },
    ];
  });
}

/** A rule that lets VRRP (protocol 112) in: `ip saddr ADDRESS … 112 accept`, or several addresses in braces. */
const vrrpRule = /\b(?:112|vrrp)\b[^#]*\baccept\b/;
const sources = /\bsaddr\s+(\{[^}]*\}|\S+)/;
/** No rule of a hand is longer; a longer line is not looked at. */
const longestRule = 400;

/** The addresses from which an nftables file lets VRRP in. Rules of another form than ours say nothing here. */
export function readVrrpSources({ name, text }: EdgeFile): readonly Word[] {
  return linesWithNumbers(text).flatMap(([line, number]) => {
    const isRule = line.length <= longestRule && !line.trimStart().startsWith("#") && vrrpRule.test(line);
    const [, addresses = ""] = (isRule ? sources.exec(line) : null) ?? [];
    const at = { file: name, line: number, column: line.indexOf(addresses) + 1, length: Math.max(1, addresses.length) };
    return addresses
      .replace(/^\{|\}$/g, "")
      .split(",")
      .flatMap((address) => (address.trim() === "" ? [] : [{ text: address.trim(), at }]));
  });
}
