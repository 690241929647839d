import { canonicalAddress, IpAddress } from "../model/address.js";
import { Port } from "../model/primitives.js";

export type Scheme = "http" | "https" | "tcp";

/** One request, as far as its URL says it. */
export interface Request {
  /** The URL as it was given. */
  readonly text: string;
  /** Null where the URL has none: the listeners then decide. */
  readonly scheme: Scheme | null;
  /** In lower case, without a final dot; null where the URL names an address. */
  readonly host: string | null;
  readonly address: IpAddress | null;
  /** Null where the URL has none: the scheme's own. */
  readonly port: number | null;
  /** Begins with a slash; as it was written, without query and fragment. */
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly query: string;
}

export type ParsedRequest =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly message: string; readonly fix: string };

/** RFC 3986 section 3, without user information, which no edge routes by. */
const form = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:\[([^\]]*)\]|([^/?#:[\]]*))(?::(\d+)|:(?=\/(?!\/)|$))?([/?#].*)?$/i;
const hostForm = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;
const forms = "https://shop.example.com/cart, http://…, tcp://192.168.103.10:6443, or shop.example.com/cart";

const refuse = (message: string, fix: string): ParsedRequest => ({ ok: false, message, fix });

function refuseHost(host: string): ParsedRequest {
  if (host === "") return refuse("the URL names no host", `write it as ${forms}`);
  if (host.startsWith("*.")) return refuse(`${host} is a rule, not a host`, `name one host that it stands for: any${host.slice(1)}`);
  if (host.includes("@")) return refuse("the URL has user information", "leave out what stands before the @: no rule looks at it");
  if (/[^\x21-\x7e]/.test(host)) return refuse("the host is not ASCII", "write the name as DNS has it, xn--…");
  return refuse(`"${host}" is no host name`, `write it as ${forms}`);
}

function addressOf(text: string): IpAddress | null {
  const parsed = IpAddress.safeParse(text);
  return parsed.success ? canonicalAddress(parsed.data) : null;
}

function splitTail(tail: string): Pick<Request, "path" | "query"> {
  const [beforeFragment = ""] = tail.split("#", 1);
  const mark = beforeFragment.indexOf("?");
  const path = mark === -1 ? beforeFragment : beforeFragment.slice(0, mark);
  return { path: path === "" ? "/" : path, query: mark === -1 ? "" : beforeFragment.slice(mark) };
}

function schemeOf(text: string | undefined): Scheme | null | undefined {
  const scheme = text?.toLowerCase();
  if (scheme === undefined) return null;
  return scheme === "http" || scheme === "https" || scheme === "tcp" ? scheme : undefined;
}

function portOf(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  const port = Port.safeParse(Number(text));
  return port.success ? port.data : undefined;
}

/** Reads a URL: `https://host/path?query`, `http://…`, `tcp://address:port`, or without a scheme. An address of IPv6 stands in brackets. */
export function parseRequest(text: string): ParsedRequest {
  if (/[\s\p{C}]/u.test(text)) return refuse("the URL holds a space or a control character", "percent-encode it: a space is %20");
  const match = form.exec(text);
  if (match === null) return refuse(`${text} is no URL`, `write it as ${forms}`);
  const [, schemeText, bracketed, plain = "", portText, tail = ""] = match;
  const scheme = schemeOf(schemeText);
  if (scheme === undefined) return refuse(`an edge serves no ${schemeText}://`, "https://, http:// or tcp://");
  const port = portOf(portText);
  if (port === undefined) return refuse(`${portText} is no port`, "1 to 65535");
  const host = plain.toLowerCase().replace(/\.$/, "");
  const address = addressOf(bracketed ?? host);
  if (address === null && (bracketed !== undefined || /^[\d.]+$/.test(host) || !hostForm.test(host)))
    return bracketed === undefined && !/^[\d.]+$/.test(host)
      ? refuseHost(host)
      : refuse(`${bracketed ?? host} is no address that a machine can have`, "the VIP's address, or a host");
  return { ok: true, request: { text, scheme, host: address === null ? host : null, address, port, ...splitTail(tail) } };
}

/** What nginx compares with a location: percent-encoding decoded, `.` and `..` resolved, slashes merged (ngx_http_core_module, location). */
export function normalizePath(path: string): string {
  const segments: string[] = [];
  for (const segment of decodePath(path).split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  const joined = `/${segments.join("/")}`;
  return joined !== "/" && /\/(\.{1,2})?$/.test(decodePath(path)) ? `${joined}/` : joined;
}

/** Escapes that are no UTF-8 stay as they are: no rule of a document can match them. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
