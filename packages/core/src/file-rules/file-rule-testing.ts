import { readEdgeFiles } from "../files/edge-files.js";
import { checkFiles, type FileRule } from "./file-rule.js";

const haproxy = `global
  hard-stop-after 10m
defaults
  mode tcp
  timeout connect 5s
  timeout client 1m
  timeout server 1m
  timeout client-fin 30s
  timeout server-fin 30s
  timeout http-request 5s
  timeout queue 1m
  timeout tunnel 1h
  timeout check 2s
frontend web
  bind 192.0.2.10:80
  default_backend nodes
frontend web_https
  bind 192.0.2.10:443
  default_backend nodes
backend nodes
  option httpchk
  http-check send meth GET uri /healthz
  server node1 192.0.2.21:30080 check
  server node2 192.0.2.22:30080 check
`;

const keepalived = (own: number, other: number, priority: number): string => `global_defs {
  enable_script_security
  script_user keepalived_script
  vrrp_higher_prio_send_advert true
  vrrp_rt_priority 50
  vrrp_rlimit_rttime 500000
}
vrrp_track_process haproxy {
  process haproxy
  quorum 2
}
vrrp_script answers {
  script "/usr/libexec/answers 0.8"
  interval 1
}
vrrp_instance public {
  state BACKUP
  interface eth0
  virtual_router_id 51
  version 3
  priority ${priority}
  advert_int 0.1
  unicast_src_ip 192.0.2.${own}
  unicast_peer {
    192.0.2.${other}
  }
  virtual_ipaddress {
    192.0.2.10/32 dev eth0
  }
  track_process {
    haproxy weight -100
  }
  track_script {
    answers weight -100
  }
}
`;

/** A pair that keeps every law, by the short names of its files. */
const sound: Readonly<Record<string, string>> = {
  "a/haproxy.cfg": haproxy,
  "a/keepalived.conf": keepalived(1, 2, 254),
  "a/host/etc/sysctl.d/edge.conf": "net.ipv4.ip_nonlocal_bind = 1\nnet.ipv6.ip_nonlocal_bind = 1\n",
  "a/host/etc/nftables.d/edge.nft": "ip saddr 192.0.2.2 meta l4proto 112 accept\n",
  "b/haproxy.cfg": haproxy,
  "b/keepalived.conf": keepalived(2, 1, 253),
  "b/host/etc/sysctl.d/edge.conf": "net.ipv4.ip_nonlocal_bind = 1\nnet.ipv6.ip_nonlocal_bind = 1\n",
  "b/host/etc/nftables.d/edge.nft": "ip saddr 192.0.2.1 meta l4proto 112 accept\n",
  "kubernetes/controller.yaml": `kind: ConfigMap
metadata: { name: controller, namespace: ingress }
data: { use-proxy-protocol: "false" }
---
kind: Service
metadata: { name: controller, namespace: ingress }
spec:
  ports:
    - { name: http, port: 80, nodePort: 30080 }
    - { name: health, port: 10254, nodePort: 30254 }
`,
};

/** A text of one file replaced: the file, what must be there, and what stands there instead. An empty file name stands for both machines' keepalived.conf. */
export type Edit = readonly [file: string, from: string, to: string];

function edited(edits: readonly Edit[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = { ...sound };
  for (const [file, from, to] of edits) {
    for (const path of file === "" ? ["a/keepalived.conf", "b/keepalived.conf"] : [file]) {
      const text = files[path];
      if (text?.includes(from) !== true) throw new Error(`${path} has no ${from}`);
      files[path] = text.replaceAll(from, to);
    }
  }
  return files;
}

/** The sound pair, edited, without the files that are left out. */
export function filesWith(edits: readonly Edit[], without: readonly string[] = []) {
  const files = Object.entries(edited(edits)).filter(([path]) => !without.some((start) => path.startsWith(start)));
  return readEdgeFiles(
    files.map(([path, text]) => ({ path, name: path, text })),
    new Map([["known", []]]),
  );
}

/** What a rule says of the edited pair: `place severity: message | related (place) | fix`, the severity and the fix where they are not the rule's own. */
export function told(rule: FileRule, edits: readonly Edit[], without: readonly string[] = []): readonly string[] {
  return checkFiles([rule], filesWith(edits, without)).map(({ source, severity, message, related, fix }) => {
    const place = `${source?.file}:${source?.line}:${source?.column}`;
    const others = related.map((each) => ` | ${each.message} (${each.source?.file}:${each.source?.line}:${each.source?.column})`);
    return `${place}${severity === rule.severity ? "" : ` ${severity}`}: ${message}${others.join("")}${fix === rule.fix ? "" : ` | ${fix}`}`;
  });
}
