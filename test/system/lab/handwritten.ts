import type { EdgeTopology } from "./edge.js";
import type { MachineFiles } from "./install.js";
import type { HostFile } from "./machine-root.js";
import type { ClientIp } from "./nginx-conf.js";

/** A hand-written on-prem pair: what proves the lab itself, whatever the renderers write. */
export interface PairOptions {
  /** Of both trackers: 0 faults the instance, −100 lowers its priority. */
  readonly weight: 0 | -100;
  readonly families: readonly Family[];
  /** Default `none`. */
  readonly clientIp?: ClientIp;
  /** Default true. */
  readonly realTime?: boolean;
}

export type Family = "ipv4" | "ipv6";

interface Addresses {
  readonly vip: string;
  readonly vipLength: number;
  readonly prefixLength: number;
  readonly of: (host: number) => string;
}

export const ADDRESSES: Readonly<Record<Family, Addresses>> = {
  ipv4: { vip: "192.168.103.10", vipLength: 32, prefixLength: 24, of: (host) => `192.168.103.${host}` },
  ipv6: { vip: "2001:db8:103::10", vipLength: 128, prefixLength: 64, of: (host) => `2001:db8:103::${host}` },
};

const NODE_PORTS = { http: 32729, https: 32366, health: 10254 };
const NODES = [21, 22, 23];

/** Machines hapxy1 (.11, the primary) and hapxy2 (.12), nodes worker-1 to worker-3, a client on the same segment. */
export const handwrittenEdge = (options: PairOptions): EdgeTopology => {
  const legs = (name: string, host: number) => [
    {
      name,
      segment: "lan",
      addresses: options.families.map((family) => `${ADDRESSES[family].of(host)}/${ADDRESSES[family].prefixLength}`),
    },
  ];
  const realTime = options.realTime ?? true;
  return {
    machines: [
      { name: "hapxy1", legs: legs("ens160", 11), files: machineFiles(options, 11, 12, 254), realTime },
      { name: "hapxy2", legs: legs("ens160", 12), files: machineFiles(options, 12, 11, 253), realTime },
    ],
    nodes: NODES.map((host, index) => ({
      name: `worker-${index + 1}`,
      legs: legs("eth0", host),
      nodePorts: NODE_PORTS,
      clientIp: options.clientIp ?? "none",
      routes: [
        { host: "shop.example.com", pod: "shop" },
        { host: "shop.example.com", path: "/api", pod: "api" },
      ],
    })),
    client: { name: "client", legs: legs("eth0", 100) },
  };
};

const machineFiles = (options: PairOptions, own: number, peer: number, priority: number): MachineFiles =>
  new Map<string, HostFile>([
    ["haproxy.cfg", { text: haproxyCfg(options) }],
    ["keepalived.conf", { text: keepalivedConf(options, own, peer, priority) }],
    ["host/usr/local/libexec/edgewright/check-haproxy", { text: CHECK, mode: 0o755 }],
    ["host/etc/sysctl.d/90-edgewright.conf", { text: "net.ipv4.ip_nonlocal_bind = 1\nnet.ipv6.ip_nonlocal_bind = 1\n" }],
    ["host/usr/lib/sysusers.d/edgewright.conf", { text: 'u keepalived_script - "keepalived checks"\n' }],
    ["host/etc/systemd/system/haproxy.service.d/edgewright.conf", { text: "[Service]\nLimitNOFILE=80000\n" }],
  ]);

const CHECK = `#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/8404 || exit 1
printf 'GET /live HTTP/1.0\\r\\n\\r\\n' >&3
read -r -t 1 line <&3
[[ $line == *" 200 "* ]]
`;

const haproxyCfg = ({ families, clientIp = "none" }: PairOptions): string => `global
  log stderr local0 notice
  chroot /var/lib/haproxy
  user haproxy
  group haproxy
  stats socket /run/haproxy/admin.sock mode 660 level admin
defaults
  mode tcp
  timeout connect 5s
  timeout client 50s
  timeout server 50s
frontend live
  mode http
  bind 127.0.0.1:8404
  monitor-uri /live
frontend http
${families.map((family) => `  bind ${bracketed(ADDRESSES[family].vip)}:80`).join("\n")}
  default_backend http-nodes
frontend https
${families.map((family) => `  bind ${bracketed(ADDRESSES[family].vip)}:443`).join("\n")}
  default_backend https-nodes
${backend("http-nodes", NODE_PORTS.http, families, clientIp)}
${backend("https-nodes", NODE_PORTS.https, families, clientIp)}
`;

const bracketed = (address: string): string => (address.includes(":") ? `[${address}]` : address);

const backend = (name: string, port: number, families: readonly Family[], clientIp: ClientIp): string => {
  const family = families[0] ?? "ipv4";
  const proxy = clientIp === "proxy-protocol" ? " send-proxy-v2" : "";
  const servers = NODES.map((host, index) => `  server worker-${index + 1} ${bracketed(ADDRESSES[family].of(host))}:${port}${proxy}`);
  return [
    `backend ${name}`,
    "  balance roundrobin",
    "  option httpchk GET /healthz",
    "  http-check expect status 200",
    CHECKED,
    ...servers,
  ].join("\n");
};

const CHECKED = `  default-server check port ${NODE_PORTS.health} inter 200ms fall 2 rise 1`;

const keepalivedConf = ({ weight, families }: PairOptions, own: number, peer: number, priority: number): string => `global_defs {
  router_id hapxy${own}
  enable_script_security
  script_user keepalived_script
  max_auto_priority -1
  vrrp_rt_priority 50
  vrrp_rlimit_rttime 500000
  vrrp_higher_prio_send_advert true
}
vrrp_track_process haproxy {
  process haproxy
  quorum 2
  weight ${weight}
}
vrrp_script live {
  script /usr/local/libexec/edgewright/check-haproxy
  interval 1
  timeout 1
  fall 2
  rise 2
  weight ${weight}
}
${families.map((family) => instance(family, own, peer, priority)).join("\n")}
`;

const instance = (family: Family, own: number, peer: number, priority: number): string => {
  const { of, vip, vipLength } = ADDRESSES[family];
  return `vrrp_instance public-${family} {
  state BACKUP
  version 3
  interface ens160
  virtual_router_id 51
  priority ${priority}
  advert_int 0.13
  unicast_src_ip ${of(own)}
  unicast_peer {
    ${of(peer)}
  }
  virtual_ipaddress {
    ${vip}/${vipLength} dev ens160
  }
  track_process {
    haproxy
  }
  track_script {
    live
  }
}`;
};
