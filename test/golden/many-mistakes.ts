/**
 * One document with a mistake in nearly every line, as long as somebody's first one may be. A comment names the code that each must cause;
 * what is wrong with a reference, a pair or a list is found beside what is wrong with a value.
 */
export const manyMistakes = `apiVersion: edgewright/v2                       # value-unknown
name: On Prem                                   # name-invalid
targets: { haproxy: 2.6, keepalived: "2.0" }    # type-wrong
clientIP: proxy-protocol                        # field-unknown
balance: round-robin                            # value-unknown
timeouts:
  connect: 5                                    # duration-invalid
  client: 1min                                  # duration-invalid
  sever: 60s                                    # field-unknown
limits: { maxConnections: 5 }                   # number-out-of-range
observability:
  stats:
    port: 70000                                 # port-invalid
    auth:
      username: o:ps                            # name-invalid
      password: { env: STATS-PASSWORD }         # name-invalid
  syslog: { address: 127.0.0.1 }                # address-invalid
cluster:
  nodes:
    - { name: worker_1, address: 192.168.103.21 }                  # name-invalid
    - { name: worker-2, address: 192.168.103.300 }                 # address-invalid
    - { name: worker-3, address: 192.168.103.23, weight: 0 }       # number-out-of-range
    - { name: worker-4, address: 192.168.103.24, state: draining } # value-unknown
    - { name: worker-5, address: 192.168.103.25, labels: { "a b": c } } # label-invalid
    - { name: worker-6 }                                           # field-missing
    - { name: worker-7, address: 192.168.103.27 }
    - { name: worker-8, address: 192.168.103.27 }                  # node-address-unique
    - { name: worker-7, address: 192.168.103.29 }                  # name-unique
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }
loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
  - { name: hapxy3, address: 192.168.103.13, interface: ens160 }   # address-invalid
  - { name: hapxy4, address: 192.168.103.14/24, interface: interface-of-four } # interface-name-length
vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover:
      max: 100ms                                # failover-within-budget
      timers: { advertisementInterval: 125ms, weight: 0 } # advert-interval, weight-exceeds-gap
    listeners: { http: { mode: redirect }, https: { mode: "off" } } # redirect-needs-https
  - { name: partner, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy2, backup: hapxy1 } # vip-claimed-once, vrid-unique-on-segment
  - { name: lonely, address: 192.168.103.9, virtualRouterId: 53, primary: hapxy1, backup: hapxy1 }   # primary-is-not-backup
  - { name: lost, address: 192.168.103.8, virtualRouterId: 54, primary: hapxy1, backup: hapxy9 }     # reference-unknown
  - { name: zero, address: 192.168.103.7, virtualRouterId: 0, primary: hapxy1, backup: hapxy2 }      # vrid-range
  - { name: far, address: 203.0.113.10, virtualRouterId: 55, primary: hapxy1, backup: hapxy2 }       # vip-address-sane
  - { name: node, address: 192.168.103.27, virtualRouterId: 56, primary: hapxy1, backup: hapxy2 }    # vip-address-sane
  - { name: twice, address: [192.168.103.6, 192.168.103.5], virtualRouterId: 57, primary: hapxy1, backup: hapxy2 } # one-address-per-family
  - { name: open, address: 192.168.103.4, virtualRouterId: 58, primary: hapxy1, backup: hapxy2, listeners: { https: { mode: terminate } } } # certificate-path
  - { name: call, address: 192.168.103.3, virtualRouterId: 59, primary: hapxy1, backup: hapxy2, failover: { notify: notify.sh } } # path-not-absolute
  - { name: said, address: 192.168.103.2, virtualRouterId: 60, primary: hapxy1, backup: hapxy2, failover: { auth: { password: { env: NOT_SET } } } } # secret-missing
routes:
  - { host: https://Shop.example.com/, service: { name: shop, port: 80 } }   # route-host-valid
  - { host: shop.example.com, service: { name: Shop_Front, port: 80 } }      # service-name-valid
  - { host: a.example.com, paths: [] }                                       # length-wrong
  - { host: b.example.com, service: { name: b, port: 80 } }
  - { host: b.example.com, service: { name: b2, port: 80 } }                 # route-unique
  - { host: c.example.com, paths: [{ path: "/c/(.*)", pathType: Prefix, service: { name: c, port: 80 } }] } # path-valid
  - { host: d.example.com, service: { name: d, port: 80 }, options: { maxBodySize: 8MB } } # size-invalid
  - { host: e.example.com, service: { name: e, port: 80 }, options: { rewriteTo: /$1 } }   # rewrite-groups
  - { host: "f.example.com\\n", service: { name: f, port: 80 } }              # no-control-characters
streams:
  - { name: kube-api, vip: public, port: 443, nodes: [worker-7, worker-8] }
  - { name: kube-api-2, vip: public, port: 443, nodes: [worker-7, worker-8] } # bind-unique
  - { name: ssh, vip: public, port: 22, nodes: { matchLabels: { role: none } } }
raw:
  haproxy: { global: ["listen all"], frontends: { nowhere: [maxconn 1] } }   # raw-stays-in-section
  keepalived: { instances: { public: ["}"] } }                               # raw-stays-in-block
`;
