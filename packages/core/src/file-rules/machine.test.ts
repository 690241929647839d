import { describe, expect, it } from "vitest";
import { type Edit, filesWith, told } from "./file-rule-testing.js";
import { fileRules } from "./index.js";

const a = "a/keepalived.conf";
const cfg = "a/haproxy.cfg";
const yaml = "kubernetes/controller.yaml";
const ends = "bind 192.0.2.10:443 ssl crt /etc/haproxy/certs";
const tls = (rules: string): readonly Edit[] => [[cfg, "bind 192.0.2.10:443", `mode http\n  ${ends}\n${rules}`]];
const proxied: readonly Edit[] = [[yaml, '"false"', '"true"']];
const sends: readonly Edit[] = [
  ["a/haproxy.cfg", ":30080 check", ":30080 check send-proxy-v2"],
  ["b/haproxy.cfg", ":30080 check", ":30080 check send-proxy-v2"],
];
const redirect = (line: string, port = "8443"): readonly Edit[] => [
  [cfg, "bind 192.0.2.10:80\n  default_backend nodes", `mode http\n  bind 192.0.2.10:80\n  ${line}`],
  [cfg, "bind 192.0.2.10:443", `bind 192.0.2.10:${port}`],
];
const script = (command: string): readonly Edit[] => [[a, '"/usr/libexec/answers 0.8"', command]];

type Cases = Readonly<Record<string, { readonly breaks: readonly (readonly Edit[])[]; readonly keeps: readonly (readonly Edit[])[] }>>;

const cases: Cases = {
  "file-understood": {
    breaks: [
      [[a, "global_defs {", "include more.conf\nglobal_defs {"]],
      [[a, "global_defs {", "@a include more.conf\n$X=1\n~SEQ(1, 2)\nglobal_defs {"]],
      [[a, "global_defs {", "}\nglobal_defs {"]],
      [[a, "  interval 1\n}", "  interval 1"]],
      [[cfg, "mode tcp", 'mode "$MODE"\n.if defined(X)']],
    ],
    keeps: [[[a, "global_defs {", "# include more.conf\n! include more.conf\nglobal_defs {"]], [[cfg, "mode tcp", "mode '$tcp'"]]],
  },
  "tracker-used": {
    breaks: [
      [[a, "  track_script {\n    answers weight -100\n  }\n", ""]],
      [[a, "  track_process {\n    haproxy weight -100\n  }\n", ""]],
      [[a, "vrrp_script answers", "vrrp_script answer"]],
      [[a, "track_script {", "track_file {\n    gone\n  }\n  track_script {"]],
    ],
    keeps: [
      [[a, "track_script {", "track_interface {\n    eth1\n  }\n  track_script {"]],
      [
        [a, "track_script {", "track_file {\n    there\n  }\n  track_script {"],
        [a, "vrrp_script answers {", "track_file there {\n  file /x\n}\nvrrp_script answers {"],
      ],
      [
        [a, "  track_script {\n    answers weight -100\n  }\n", ""],
        [a, "vrrp_instance public", "vrrp_sync_group g {\n track_script {\n answers\n }\n}\nvrrp_instance public"],
      ],
    ],
  },
  "tracker-survives-reload": {
    breaks: [
      [[a, "quorum 2", "quorum 1"]],
      [[a, "  quorum 2\n", ""]],
      [[a, "process haproxy\n", "process haproxy -f x\n"]],
      [[a, "quorum 2", "quorum 2\n  param_match initial\n  delay 1\n  terminate_delay 1\n  fork_delay 1"]],
    ],
    keeps: [
      [[a, "process haproxy\n", "process /usr/sbin/haproxy\n"]],
      [[a, "process haproxy\n  quorum 2", "process nginx"]],
      [[a, "  process haproxy\n  quorum 2\n", ""]],
    ],
  },
  "check-asks-haproxy": {
    breaks: [
      script('"killall -0 haproxy"'),
      script('"/usr/bin/killall -0 haproxy"'),
      script('"/bin/pidof haproxy"'),
      script('"/bin/pgrep haproxy"'),
      script('"systemctl is-active haproxy"'),
      script("/usr/bin/killall -0 haproxy"),
    ],
    keeps: [script('"/usr/bin/curl http://127.0.0.1/"'), script('"/usr/libexec/checks-killall"'), script('"/opt/psx"')],
  },
  "script-security": {
    breaks: [
      [[a, "  enable_script_security\n", ""]],
      [[a, "script_user keepalived_script", "script_user root"]],
      [[a, "  script_user keepalived_script\n", ""]],
      script('"answers"'),
    ],
    keeps: [
      [
        [a, "  script_user keepalived_script\n", ""],
        [a, "interval 1", "interval 1\n  user checker"],
      ],
      [
        [a, "  enable_script_security\n", ""],
        [a, '  script "/usr/libexec/answers 0.8"\n', ""],
      ],
    ],
  },
  "realtime-has-rlimit": {
    breaks: [[[a, "  vrrp_rlimit_rttime 500000\n", ""]]],
    keeps: [[[a, "  vrrp_rt_priority 50\n  vrrp_rlimit_rttime 500000\n", ""]]],
  },
  "healed-split-announces": {
    breaks: [
      [[a, "  vrrp_higher_prio_send_advert true\n", ""]],
      [[a, "send_advert true", "send_advert off"]],
      [[a, "state BACKUP", "state BACKUP\n  higher_prio_send_advert false"]],
    ],
    keeps: [
      [[a, "send_advert true", "send_advert"]],
      [
        [a, "send_advert true", "send_advert off"],
        [a, "state BACKUP", "state BACKUP\n  higher_prio_send_advert on"],
      ],
    ],
  },
  "nonlocal-bind": {
    breaks: [
      [["a/host/etc/sysctl.d/edge.conf", "net.ipv4.ip_nonlocal_bind = 1\n", ""]],
      [["a/host/etc/sysctl.d/edge.conf", "net.ipv4.ip_nonlocal_bind = 1", "net.ipv4.ip_nonlocal_bind = 0"]],
      [["a/host/etc/sysctl.d/edge.conf", "net.ipv4", "#net.ipv4"]],
      [
        [a, "192.0.2.10/32 dev eth0", "2001:db8::10"],
        [cfg, "bind 192.0.2.10:80", "bind 192.0.2.9:1,[2001:db8:0::10]:80"],
        ["a/host/etc/sysctl.d/edge.conf", "ipv6.ip_nonlocal_bind = 1", "ipv6.ip_nonlocal_bind = 0"],
      ],
    ],
    keeps: [
      [["a/host/etc/sysctl.d/edge.conf", "net.ipv6.ip_nonlocal_bind = 1\n", ""]],
      [["a/host/etc/sysctl.d/edge.conf", "net.ipv4.ip_nonlocal_bind = 1", "-net/ipv4/ip_nonlocal_bind=1"]],
      [
        ["a/host/etc/sysctl.d/edge.conf", "net.ipv4.ip_nonlocal_bind = 1\n", ""],
        [cfg, "bind 192.0.2.10:80", "bind 192.0.2.10:80 transparent"],
        [cfg, "bind 192.0.2.10:443", "bind :443"],
      ],
    ],
  },
  "proxy-protocol-both-ends": {
    breaks: [
      proxied,
      sends,
      [...proxied, ...sends, [cfg, "check send-proxy-v2", "check port 30080 send-proxy-v2"]],
      [...proxied, ...sends, [cfg, "check send-proxy-v2", "check port 30254 send-proxy-v2 check-send-proxy"]],
      [...proxied, ...sends, [cfg, "node2 192.0.2.22:30080 check send-proxy-v2", "node2 192.0.2.22:30080 check no-send-proxy-v2"]],
      [[cfg, ":30080 check", ":30080 check check-send-proxy"]],
    ],
    keeps: [
      [...proxied, ...sends],
      [...proxied, ...sends, [cfg, "check send-proxy-v2", "check port 30254 send-proxy-v2"]],
      [...proxied, ...sends, [cfg, "check send-proxy-v2", "check port 30080 send-proxy-v2 check-send-proxy"]],
      [...proxied, ["b/haproxy.cfg", ":30080 check", ":30080 send-proxy"], [cfg, "mode tcp", "mode tcp\n  default-server send-proxy"]],
      [...sends.map(([file, from, to]): Edit => [file, from.replace("30080", "30080"), to.replace("30080", "30443")])],
    ],
  },
  "timeouts-complete": {
    breaks: [
      [[cfg, "  timeout client 1m\n", ""]],
      [[cfg, "timeout server 1m", "timeout server 0"]],
      [[cfg, "  timeout queue 1m\n", ""]],
      [[cfg, "  timeout check 2s\n", ""]],
      [[cfg, "  hard-stop-after 10m\n", ""]],
      [
        [cfg, "mode tcp\n", "mode http\n"],
        [cfg, "  timeout http-request 5s\n", ""],
      ],
      [
        [cfg, "defaults\n", "defaults one\n  timeout connect 1s\ndefaults two\n"],
        [cfg, "backend nodes", "backend nodes from one"],
      ],
    ],
    keeps: [
      [[cfg, "  timeout http-request 5s\n", ""]],
      [
        [cfg, "  hard-stop-after 10m\n", ""],
        [cfg, "timeout tunnel 1h", "timeout tunnel 5m"],
      ],
      [
        [cfg, "  timeout check 2s\n", ""],
        [cfg, "30080 check", "30080"],
      ],
      [
        [cfg, "  timeout client 1m\n", ""],
        [cfg, "frontend web\n", "frontend web\n  timeout client 30000\n"],
        [cfg, "frontend web_https\n", "frontend web_https\n  timeout client 1d\n"],
      ],
    ],
  },
  "peer-name-matches": {
    breaks: [
      [[cfg, "defaults\n", "peers edge\n  peer x 192.0.2.1:1\n  peer b 192.0.2.2:1\ndefaults\n"]],
      [[cfg, "defaults\n", "  localpeer c\npeers edge\n  peer a 192.0.2.1:1\ndefaults\n"]],
      [[cfg, "defaults\n", "peers edge\ndefaults\n"]],
      [[cfg, "defaults\n", "peers edge\n  peer x 192.0.2.1:1\ndefaults\n"]],
      [[cfg, "defaults\n", "  localpeer c\npeers edge\n  peer c.example.com 192.0.2.1:1\ndefaults\n"]],
    ],
    keeps: [
      [[cfg, "defaults\n", "peers edge\n  peer a 192.0.2.1:1\n  peer b 192.0.2.2:1\ndefaults\n"]],
      [[cfg, "defaults\n", "peers edge\n  peer a.example.com 192.0.2.1:1\ndefaults\n"]],
      [[cfg, "defaults\n", "  localpeer c\npeers edge\n  server c 192.0.2.1:1\ndefaults\n"]],
    ],
  },
  "check-order": {
    breaks: [
      [[cfg, "  option httpchk\n  http-check send meth GET uri /healthz\n", "  http-check send meth GET uri /healthz\n  option httpchk\n"]],
      [[cfg, "mode tcp\n", "mode tcp\n  http-check send uri /\n  option httpchk GET /x\n"]],
    ],
    keeps: [
      [[cfg, "option httpchk\n", "option httpchk GET /x\n"]],
      [[cfg, "  option httpchk\n", ""]],
      [[cfg, "  http-check send", "  http-check connect\n  http-check send"]],
    ],
  },
  "terminate-needs-forwarded-proto": {
    breaks: [
      tls(""),
      tls("  http-request add-header X-Forwarded-Proto https\n"),
      tls("  http-request set-header X-Forwarded-Proto https\n  http-request del-header X-Forwarded- -m beg\n"),
      tls("  http-request set-header X-Forwarded-Proto https if { path /a }\n"),
      tls("  http-request set-header X-Forwarded-For %[src]\n"),
      tls("  acl secure path /a\n  http-request set-header X-Forwarded-Proto https if secure\n"),
      [...tls(""), [cfg, "30080 check\n  server node2", "30080 check ssl\n  server node2"]],
    ],
    keeps: [
      tls("  acl secure dst_port 443\n  http-request set-header X-Forwarded-Proto https if secure\n"),
      tls("  acl plain ssl_fc,not\n  http-request set-header X-Forwarded-Proto https unless !plain\n"),
      [...tls(""), [cfg, "30080 check", "30080 check ssl"]],
      [...tls(""), [cfg, "  mode tcp\n", "  mode tcp\n  http-request set-header X-Forwarded-Proto https\n"]],
      tls("  http-request set-header x-forwarded-proto https\n"),
      tls("  http-request set-header X-Forwarded-Proto https if { ssl_fc }\n"),
      tls("  http-request del-header X-Forwarded- -m beg\n  http-request add-header X-Forwarded-Proto https\n"),
      tls("  http-request del-header X-Forwarded-Proto\n  http-request add-header X-Forwarded-Proto https\n"),
      [...tls(""), [cfg, "backend nodes\n", "backend nodes\n  http-request set-header X-Forwarded-Proto https\n"]],
      [[cfg, "bind 192.0.2.10:443", ends]],
      [...tls(""), [cfg, `${ends}\n\n  default_backend nodes`, ends]],
    ],
  },
  "redirect-names-port": {
    breaks: [
      redirect("http-request redirect scheme https code 308"),
      redirect("redirect scheme https if !{ ssl_fc }"),
      redirect("http-request redirect location https://%[req.hdr(host)]%[path]"),
      redirect("http-request redirect prefix https://www.example.com:444"),
      [...redirect("redirect scheme https"), [cfg, "bind 192.0.2.10:8443", "bind :8443"]],
      [...redirect("redirect scheme https"), [cfg, "bind 192.0.2.10:80", "bind *:80"]],
    ],
    keeps: [
      redirect("http-request redirect scheme https code 308", "443"),
      redirect("http-request redirect prefix https://www.example.com:8443"),
      redirect("http-request redirect location /other"),
      redirect("http-request deny"),
      [...redirect("redirect scheme https"), [cfg, "bind 192.0.2.10:8443", "bind 192.0.2.11:8443"]],
    ],
  },
  "bind-unique": {
    breaks: [
      [[cfg, "bind 192.0.2.10:443", "bind 192.0.2.10:80"]],
      [
        [cfg, "bind 192.0.2.10:443", "bind *:80,:81"],
        [cfg, "bind 192.0.2.10:80", "bind :80"],
      ],
    ],
    keeps: [
      [[cfg, "bind 192.0.2.10:443", "bind :80"]],
      [[cfg, "bind 192.0.2.10:443", "bind 192.0.2.10:443\n  bind 192.0.2.10:443 thread 2"]],
      [[cfg, "bind 192.0.2.10:443", "bind 192.0.2.10:80 interface eth1"]],
      [[cfg, "bind 192.0.2.10:443", "bind quic4@192.0.2.10:80 ssl"]],
      [
        [cfg, "192.0.2.10:443", "/run/x"],
        [cfg, "192.0.2.10:80", "/run/x"],
      ],
    ],
  },
  "vrid-range": {
    breaks: [
      [[a, "virtual_router_id 51", "virtual_router_id 256"]],
      [[a, "  virtual_router_id 51\n", ""]],
      [[a, "priority 254", "priority 255"]],
      [[a, "priority 254", "priority 0"]],
      [
        [a, "priority 254", "priority 255"],
        [a, " weight -100", ""],
      ],
      [
        [a, "priority 254", "priority 256"],
        [a, " weight -100", ""],
      ],
    ],
    keeps: [[[a, "priority 254", "priority 1"]]],
  },
  "advert-interval": {
    breaks: [[[a, "advert_int 0.1", "advert_int 0.125"]], [[a, "advert_int 0.1", "advert_int 41"]], [[a, "version 3", "version 2"]]],
    keeps: [
      [[a, "advert_int 0.1", "advert_int 0.29"]],
      [[a, "advert_int 0.1", "advert_int 40.95"]],
      [
        [a, "version 3", "version 2"],
        [a, "advert_int 0.1", "advert_int 255"],
      ],
    ],
  },
  "vip-claimed-once": {
    breaks: [
      [[a, "192.0.2.10/32 dev eth0", "192.0.2.10\n    192.0.2.10/24"]],
      [[a, "track_process {", "virtual_ipaddress_excluded {\n 192.0.2.10\n }\n track_process {"]],
      [[a, "192.0.2.10/32 dev eth0", "fe80::1\n    fe80::1"]],
    ],
    keeps: [
      [],
      [
        [a, "192.0.2.10/32", "fe80::1\n    192.0.2.10/32"],
        [
          a,
          "vrrp_instance public",
          "vrrp_instance other {\n  interface eth1\n  virtual_ipaddress {\n    fe80::1\n  }\n}\nvrrp_instance public",
        ],
      ],
    ],
  },
  "vrid-unique-on-segment": {
    breaks: [
      [
        [
          a,
          "vrrp_instance public",
          "vrrp_instance two {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n 192.0.2.11\n }\n}\nvrrp_instance public",
        ],
      ],
    ],
    keeps: [
      [
        [
          a,
          "vrrp_instance public",
          "vrrp_instance two {\n interface eth1\n virtual_router_id 51\n virtual_ipaddress {\n 192.0.2.11\n }\n}\nvrrp_instance public",
        ],
      ],
      [
        [
          a,
          "vrrp_instance public",
          "vrrp_instance two {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n 2001:db8::11\n }\n}\nvrrp_instance public",
        ],
      ],
    ],
  },
  "auth-length": {
    breaks: [[[a, "track_process {", "authentication {\n auth_pass 12345678ä\n }\n track_process {"]]],
    keeps: [
      [[a, "track_process {", "authentication {\n auth_pass 12345678\n }\n track_process {"]],
      [[a, "track_process {", 'authentication {\n auth_pass "<secret VRRP>"\n }\n track_process {']],
    ],
  },
  "auth-forces-v2": {
    breaks: [
      [[a, "track_process {", "authentication {\n auth_pass x\n }\n track_process {"]],
      [
        [a, "track_process {", "authentication {\n auth_pass x\n }\n track_process {"],
        [a, "version 3", "version 2"],
      ],
    ],
    keeps: [[]],
  },
  "script-fits-interval": {
    breaks: [[[a, "interval 1", "interval 1\n  timeout 1"]], [[a, "interval 1", "timeout 2"]]],
    keeps: [[[a, "interval 1", "interval 2\n  timeout 1"]], [[a, "interval 1", "interval 5"]]],
  },
};

const ruleOf = (id: string) => {
  const rule = fileRules.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
};

describe.each(Object.entries(cases))("%s", (id, { breaks, keeps }) => {
  it.each(breaks.map((edits) => [edits.map(([, , to]) => to).join(" & "), edits] as const))("is broken by %s", (_, edits) => {
    const said = told(ruleOf(id), edits);
    expect(said).not.toEqual([]);
    expect(said).toMatchSnapshot();
  });

  it.each(keeps.map((edits) => [edits.map(([, , to]) => to).join(" & "), edits] as const))("is kept by %s", (_, edits) => {
    expect(told(ruleOf(id), edits)).toEqual([]);
  });
});

describe("what a rule cannot judge", () => {
  it.each([
    ["nonlocal-bind", ["a/host"], ["a has no host/ folder"]],
    ["nonlocal-bind", ["a/host", "a/haproxy.cfg"], []],
    ["proxy-protocol-both-ends", ["kubernetes"], ["no ConfigMap in kubernetes/ says use-proxy-protocol"]],
    ["proxy-protocol-both-ends", [], []],
  ] as const)("%s without %j", (id, without, expected) => {
    expect(told(ruleOf(id), [], without)).toEqual([]);
    expect(ruleOf(id).unjudged?.(filesWith([], without))).toEqual(expected);
  });

  it("is nothing where a Service's node ports are known", () => {
    expect(ruleOf("proxy-protocol-both-ends").unjudged?.(filesWith([[yaml, "nodePort", "port2"]]))).toEqual([
      "no Service beside the controller's ConfigMap has node ports",
    ]);
  });
});
