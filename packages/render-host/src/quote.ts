import { type Quoted, quotedText } from "@edgewright/core";

/**
 * The only escaping of what goes under `host/`: addresses, ports and names that the model has already made words of. None of these languages
 * (sysctl.d, nftables, systemd units, shell) is given a text that a person wrote.
 */
const word = quotedText("HostWord");

export type HostWord = Quoted<"HostWord">;
export const HostWord = word.schema;

export function hostWord(text: string): HostWord {
  if (!/^[A-Za-z0-9_./:-]+$/.test(text)) throw new Error(`${JSON.stringify(text)} is no word in every language of host/`);
  return word.make(text);
}
