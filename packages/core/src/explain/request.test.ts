import { describe, expect, it } from "vitest";
import { parseRequest } from "./request.js";

const parsed = (text: string) => {
  const result = parseRequest(text);
  if (!result.ok) return `${result.message}; ${result.fix}`;
  const { scheme, host, address, port, path, query } = result.request;
  return [scheme ?? "-", host ?? "-", address ?? "-", port ?? "-", path, query].join(" ").trimEnd();
};

describe("a URL", () => {
  it.each([
    ["https://shop.example.com/cart?x=1", "https shop.example.com - - /cart ?x=1"],
    ["http://shop.example.com", "http shop.example.com - - /"],
    ["HTTPS://Shop.Example.COM.:8443/Cart#part?y", "https shop.example.com - 8443 /Cart"],
    ["shop.example.com/cart", "- shop.example.com - - /cart"],
    ["shop.example.com:8080", "- shop.example.com - 8080 /"],
    ["shop.example.com?x=/y", "- shop.example.com - - / ?x=/y"],
    ["https://192.168.103.10:443", "https - 192.168.103.10 443 /"],
    ["https://[2001:DB8:0::10]/", "https - 2001:db8::10 - /"],
    ["[2001:db8::10]:6443", "- - 2001:db8::10 6443 /"],
    ["tcp://192.168.103.10:6443", "tcp - 192.168.103.10 6443 /"],
    ["localhost", "- localhost - - /"],
    ["https://shop.example.com:/", "https shop.example.com - - /"],
  ])("%s", (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });
});

describe("what is none", () => {
  it.each([
    ["", /^the URL names no host; write it as https:/],
    ["https:///cart", /^the URL names no host; /],
    ["/cart", /^the URL names no host; /],
    ["ftp://shop.example.com", /^an edge serves no ftp:\/\/; https:\/\/, http:\/\/ or tcp:\/\/$/],
    ["https://*.example.com", /^\*\.example\.com is a rule, not a host; name one host that it stands for: any\.example\.com$/],
    ["https://user@shop.example.com", /^the URL has user information; /],
    ["https://müller.example.com", /^the host is not ASCII; write the name as DNS has it/],
    ["https://sh!op.example.com.", /^"sh!op\.example\.com" is no host name; /],
    ["https://shop..example.com", /^"shop\.\.example\.com" is no host name; /],
    ["https://192.168.103.300", /^192\.168\.103\.300 is no address that a machine can have; /],
    ["https://127.0.0.1", /^127\.0\.0\.1 is no address that a machine can have; /],
    ["https://[::1]", /^::1 is no address that a machine can have; /],
    ["https://[shop]", /^shop is no address that a machine can have; /],
    ["https://shop.example.com:0", /^0 is no port; 1 to 65535$/],
    ["https://shop.example.com:65536", /^65536 is no port; 1 to 65535$/],
    ["https://shop.example.com:x", /^https:\/\/shop\.example\.com:x is no URL; /],
    ["https://2001:db8::10/", /is no URL; /],
    ["https://shop.example.com/a b", /^the URL holds a space or a control character; /],
    ["https://shop.example.com/\u001b[31m", /^the URL holds a space or a control character; /],
  ])("%s", (text, expected) => {
    expect(parsed(text)).toMatch(expected);
  });
});
