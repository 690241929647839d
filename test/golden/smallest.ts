/** The smallest useful document: the examples of a rule's page are top-level fields that take the place of these. */
export const smallest = `apiVersion: edgewright/v1
name: on-prem
cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
    - { name: worker-3, address: 192.168.103.23 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }
loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
routes:
  - host: shop.example.com
    service: { name: shop, port: 80 }
    tls: { secretName: shop-tls }
`;

/** The secrets that the pages' examples refer to; NOT_SET is not among them. */
export const secrets: Readonly<Record<string, string>> = {
  VRRP: "s3cret",
  LONG_SECRET: "a-long-password",
  TWO_LINES: "a\nb",
  VRRP_WITH_BRACE: "a}b",
};

const keyOf = (block: string): string => block.slice(0, block.indexOf(":"));
const topLevelFields = (text: string): readonly string[] => text.split(/^(?=[A-Za-z])/m).map((block) => `${block.trimEnd()}\n`);

/** The text of a document with some of its top-level fields replaced, and new ones at its end. */
export function withFields(text: string, fields: string): string {
  if (fields === "") return text;
  const given = new Map(topLevelFields(fields).map((block) => [keyOf(block), block]));
  const blocks = topLevelFields(text).map((block) => {
    const replacement = given.get(keyOf(block));
    given.delete(keyOf(block));
    return replacement ?? block;
  });
  return [...blocks, ...given.values()].join("");
}
