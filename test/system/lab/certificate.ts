import { readFileSync } from "node:fs";
import { run } from "./run.js";

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

const SUBJECT = ["-subj", "/CN=edge.example.com", "-addext", "subjectAltName=DNS:example.com,DNS:*.example.com"];

/** A self-signed certificate for *.example.com in two files of the folder, made anew each time: no key lies in the repository. */
export const makeCertificate = (folder: string): Certificate => {
  const files = { certificate: `${folder}/certificate.pem`, key: `${folder}/key.pem` };
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  run("openssl", ["req", "-x509", ...kind, ...SUBJECT, "-keyout", files.key, "-out", files.certificate]);
  return files;
};

/** Both in one text, as HAProxy's `crt` wants it. */
export const pemOf = ({ certificate, key }: Certificate): string => readFileSync(certificate, "utf8") + readFileSync(key, "utf8");
