import { describe, expect, it } from "vitest";
import { readEdgeFiles } from "../files/edge-files.js";
import { checkFiles } from "./file-rule.js";
import { fileRules } from "./index.js";

// Pairs as people write them by hand. Their addresses are the documentation's; everything else is as it stands in guides and in the field.

type Texts = Readonly<Record<string, string>>;

/** The errors of two machines' files, by rule and place. healed-split-announces is an error of nearly every hand-written pair, and is left out. */
function errorsOf(files: Texts): readonly string[] {
  const read = readEdgeFiles(Object.entries(files).map(([path, text]) => ({ path, name: path, text })));
  return checkFiles(fileRules, read)
    .filter(({ severity, code }) => severity === "error" && code !== "healed-split-announces")
    .map(({ code, source }) => `${code} ${source?.file}:${source?.line}:${source?.column}`);
}

/** Two machines from one text: what stands between `<` and `>` is the first one's and the second one's, with `|` between. */
const both = (name: string, text: string): Texts =>
  Object.fromEntries(
    ["lb1", "lb2"].map((machine, index) => [
      `${machine}/${name}`,
      text.replace(/<([^<>|]*)\|([^<>|]*)>/g, (_, one, other) => String(index === 0 ? one : other)),
    ]),
  );

const multicast = `! Configuration File for keepalived
global_defs {
   notification_email {
     root@localhost
   }
   router_id <LB1|LB2>
}
vrrp_script chk_haproxy {           # Requires keepalived-1.1.13
        script "killall -0 haproxy"     # cheaper than pidof
        interval 2
        weight 2
}
vrrp_instance VI_1 {
        interface eth0
        state <MASTER|BACKUP>
        virtual_router_id 51
        priority <101|100>
        advert_int 1
        authentication {
            auth_type PASS
            auth_pass 1111
        }
        virtual_ipaddress {
            192.0.2.10/24 brd 192.0.2.255 dev eth0 label eth0:1
        }
        track_script {
            chk_haproxy
        }
}
`;

const kubeadm = `global_defs {
    router_id LVS_DEVEL
}
vrrp_script check_apiserver {
  script "/etc/keepalived/check_apiserver.sh"
  interval 3
  weight -2
  fall 10
  rise 2
}

vrrp_instance VI_1 {
    state <MASTER|BACKUP>
    interface eth0
    virtual_router_id 51
    priority <101|100>
    authentication {
        auth_type PASS
        auth_pass 42
    }
    virtual_ipaddress {
        192.0.2.10
    }
    track_script {
        check_apiserver
    }
}
`;

const apiServer = `# /etc/haproxy/haproxy.cfg
global
    log stdout format raw local0
    daemon

defaults
    mode                    http
    log                     global
    option                  httplog
    option                  dontlognull
    option http-server-close
    option forwardfor       except 127.0.0.0/8
    option                  redispatch
    retries                 1
    timeout http-request    10s
    timeout queue           20s
    timeout connect         5s
    timeout client          35s
    timeout server          35s
    timeout http-keep-alive 10s
    timeout check           10s

frontend apiserver
    bind *:6443
    mode tcp
    option tcplog
    default_backend apiserverbackend

backend apiserverbackend
    option httpchk

    http-check connect ssl
    http-check send meth GET uri /healthz
    http-check expect status 200

    mode tcp
    balance     roundrobin

    server node1 192.0.2.21:6443 check verify none
    server node2 192.0.2.22:6443 check verify none
listen stats
    bind *:9000
    stats enable
    stats uri /stats
    stats auth admin:admin
`;

const variables = `$PRIORITY=<120|110>
$VRID=60
$ME=<192.0.2.1|192.0.2.2>
$OTHER=<192.0.2.2|192.0.2.1>
$VIPS= \\
  192.0.2.10/24 dev eth0 \\
  192.0.2.11/24 dev eth0
vrrp_instance edge {
  state BACKUP
  interface eth0
  virtual_router_id $VRID
  priority \${PRIORITY}
  unicast_src_ip $ME
  unicast_peer {
    $OTHER
  }
  virtual_ipaddress {
    192.0.2.10/24
  }
}
`;

const conditions = `vrrp_instance edge {
  state BACKUP
  interface eth0
  virtual_router_id 60
  @lb1 priority 120
  @lb2 priority 110
  @lb1 unicast_src_ip 192.0.2.1
  @^lb1 unicast_src_ip 192.0.2.2
  unicast_peer {
    @lb1 192.0.2.2
    @lb2 192.0.2.1
  }
  virtual_ipaddress {
    192.0.2.10/24
  }
}
`;

const syncGroup = `vrrp_script chk {
  script "/usr/local/bin/chk.sh"
  interval 2
  user nobody
}
vrrp_sync_group G1
{
  group
  {
    outside
    inside
  }
  track_script {
    chk
  }
  notify_master "/etc/keepalived/notify.sh master"
}
vrrp_instance outside
{
  state BACKUP
  nopreempt
  interface eth0
  virtual_router_id 51
  priority <150|100>
  virtual_ipaddress { 192.0.2.10 }
}
vrrp_instance inside
{
  state BACKUP
  nopreempt
  interface eth1
  virtual_router_id 51
  priority <150|100>
  virtual_ipaddress { 198.51.100.10 }
}
`;

const sticky = `vrrp_instance edge {
  state BACKUP
  nopreempt
  interface eth0
  virtual_router_id 51
  priority 100
  unicast_src_ip <192.0.2.1|192.0.2.2>
  unicast_peer {
    <192.0.2.2|192.0.2.1>
  }
  virtual_ipaddress {
    192.0.2.10
  }
}
`;

const routers = `vrrp_instance vlan10 {
  state BACKUP
  interface vlan10
  virtual_router_id 10
  priority <150|100>
  virtual_ipaddress {
    fe80::1
    2001:db8:10::1/64
  }
}
vrrp_instance vlan20 {
  state BACKUP
  interface vlan20
  virtual_router_id 10
  priority <150|100>
  virtual_ipaddress {
    fe80::1
    2001:db8:20::1/64
  }
}
`;

const owner = `vrrp_script chk {
  script "/usr/local/bin/chk.sh"
  interval 2
}
vrrp_instance edge {
  state <MASTER|BACKUP>
  interface eth0
  virtual_router_id 51
  priority <255|254>
  virtual_ipaddress {
    192.0.2.10
  }
  track_script {
    chk
  }
}
`;

const included = `include /etc/keepalived/conf.d/*.conf
vrrp_instance edge {
  state BACKUP
  interface eth0
  virtual_router_id 51
  priority <150|100>
  track_script {
    from_elsewhere
  }
  virtual_ipaddress {
    192.0.2.10
  }
}
`;

const includedInside = `vrrp_instance edge {
  state BACKUP
  interface eth0
  include /etc/keepalived/priority.conf
  virtual_router_id 51
  virtual_ipaddress {
    192.0.2.10
  }
}
`;

const environment = `global
  log "\${LOG}" local0
  localpeer "\${HOSTNAME}"
defaults
  mode tcp
  timeout connect 5s
  timeout client "\${CLIENT_TIMEOUT}"
  timeout server 1m
peers mine
  peer "\${HOSTNAME}" 192.0.2.1:10000
frontend web
.if feature(OPENSSL)
  bind "\${VIP}:443" ssl crt /etc/ssl/x.pem
.else
  bind "\${VIP}:443"
.endif
  default_backend nodes
backend nodes
  server a 192.0.2.21:30443 check
`;

const reencrypt = `defaults
  mode http
  timeout connect 5s
  timeout client 1m
  timeout server 1m
frontend web
  bind :80
  bind :443 ssl crt /etc/haproxy/certs/
  http-request redirect scheme https unless { ssl_fc }
  default_backend nodes
backend nodes
  balance leastconn
  server a 192.0.2.21:30443 check ssl verify none
  server b 192.0.2.22:30443 check ssl verify none
`;

const aclHeader = `defaults
  mode http
  timeout connect 5s
  timeout client 1m
  timeout server 1m
frontend web
  bind :80
  bind :443 ssl crt /etc/haproxy/certs/
  acl secure dst_port 443
  http-request set-header X-Forwarded-Proto https if secure
  http-request set-header X-Forwarded-Proto http if !secure
  default_backend nodes
backend nodes
  server a 192.0.2.21:30080 check
`;

const peers = `defaults
  mode tcp
  timeout connect 5s
  timeout client 1m
  timeout server 1m
peers both
  peer web-lb-a.example.com 192.0.2.1:10000
  peer web-lb-b.example.com 192.0.2.2:10000
listen web
  bind :443
  server a 192.0.2.21:30443 check
`;

const openshift = `listen api-server-6443
  bind *:6443
  mode tcp
  option  httpchk GET /readyz HTTP/1.0
  option  log-health-checks
  balance roundrobin
  server bootstrap bootstrap.ocp4.example.com:6443 verify none check check-ssl inter 10s fall 2 rise 3 backup
  server master0 192.0.2.31:6443 weight 1 verify none check check-ssl inter 10s fall 2 rise 3
listen ingress-router-443
  bind *:443
  mode tcp
  balance source
  server worker0 192.0.2.41:443 check inter 1s
`;
const openshiftTop = `global
  log         127.0.0.1 local2
  pidfile     /var/run/haproxy.pid
  maxconn     4000
  daemon
defaults
  mode                    http
  log                     global
  option                  dontlognull
  option http-server-close
  option                  redispatch
  retries                 3
  timeout http-request    10s
  timeout queue           1m
  timeout connect         10s
  timeout client          1m
  timeout server          1m
  timeout http-keep-alive 10s
  timeout check           10s
  maxconn                 3000
`;

describe("a sound pair has no error", () => {
  it.each([
    ["multicast, positive weight (Debian guides)", both("keepalived.conf", multicast)],
    ["the same with CRLF and tabs", both("keepalived.conf", multicast.replaceAll("\n", "\r\n").replaceAll("    ", "\t"))],
    ["kubeadm's HA guide", { ...both("keepalived.conf", kubeadm), ...both("haproxy.cfg", apiServer) }],
    ["OpenShift's load balancer", { ...both("keepalived.conf", multicast), ...both("haproxy.cfg", openshiftTop + openshift) }],
    ["keepalived's variables", both("keepalived.conf", variables)],
    ["keepalived's conditions", both("keepalived.conf", conditions)],
    [
      "conditions for machines with other names",
      both("keepalived.conf", conditions.replaceAll("@lb", "@node").replaceAll("@^lb", "@^node")),
    ],
    ["a sync group of two networks, nopreempt", both("keepalived.conf", syncGroup)],
    ["equal priorities and nopreempt", both("keepalived.conf", sticky)],
    ["routers with one link-local VIP on several networks", both("keepalived.conf", routers)],
    ["priority 255 and a check without a weight", both("keepalived.conf", owner)],
    ["an include beside the instance", both("keepalived.conf", included)],
    ["an include in the instance", both("keepalived.conf", includedInside)],
    ["environment variables and conditions of HAProxy", both("haproxy.cfg", environment)],
    ["TLS ended and begun again", both("haproxy.cfg", reencrypt)],
    ["X-Forwarded-Proto by a named condition", both("haproxy.cfg", aclHeader)],
    ["peers under other names than the folders", both("haproxy.cfg", peers)],
  ])("%s", (_, files) => {
    expect(errorsOf(files)).toEqual([]);
  });
});

/** A pair with a mistake, and a text of its first machine replaced. */
const mistaken = (text: string, from: string, to: string): Texts => {
  const files = both("keepalived.conf", text);
  const first = files["lb1/keepalived.conf"] ?? "";
  if (!first.includes(from)) throw new Error(`there is no ${from}`);
  return { ...files, "lb1/keepalived.conf": first.replace(from, to) };
};

describe("a classic mistake is an error, whatever stands around it", () => {
  it.each([
    ["another router ID beside an include", mistaken(included, "51", "52"), ["pair-agrees lb2/keepalived.conf:5:21"]],
    ["another router ID by a variable", mistaken(variables, "$VRID=60", "$VRID=61"), ["pair-agrees lb2/keepalived.conf:11:21"]],
    [
      "a peer by a condition",
      mistaken(conditions, "@lb1 192.0.2.2", "@lb1 192.0.2.3"),
      ["unicast-peers-symmetric lb1/keepalived.conf:10:10"],
    ],
    ["another password", mistaken(multicast, "1111", "1112"), ["pair-agrees lb2/keepalived.conf:21:13"]],
    ["a weight below the gap", mistaken(multicast, "priority 101", "priority 103"), ["weight-exceeds-gap lb1/keepalived.conf:11:16"]],
    [
      "a misspelt check",
      mistaken(multicast, "chk_haproxy {", "chk_haprox {"),
      ["tracker-used lb1/keepalived.conf:8:13", "tracker-used lb1/keepalived.conf:27:13"],
    ],
    [
      "an unclosed brace",
      mistaken(`${sticky}global_defs {\n`, "virtual_router_id 51", "virtual_router_id 52"),
      ["pair-agrees lb2/keepalived.conf:5:21"],
    ],
  ])("%s", (_, files, expected) => {
    expect(errorsOf(files)).toEqual(expected);
  });
});

it("what an unread line may mend is told, and is no error", () => {
  const files = mistaken(includedInside, "virtual_router_id 51", "virtual_router_id 52");
  const read = readEdgeFiles(Object.entries(files).map(([path, text]) => ({ path, name: path, text })));
  const found = checkFiles(fileRules, read).filter(({ code }) => code === "pair-agrees" || code === "file-understood");
  expect(found.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    "warning: an included file is not read here: what it brings was not checked",
    "warning: an included file is not read here: what it brings was not checked",
    "warning: vrrp_instance edge: virtual_router_id is 51 on lb2 and 52 on lb1 (as far as the file was read)",
  ]);
});
