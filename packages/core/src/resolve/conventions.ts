/**
 * What the renderers must agree on without importing one another: HAProxy answers here, keepalived's script asks here,
 * and `host/` brings the script and its user.
 */
export const conventions = {
  /** A loopback port, so that the answer says that HAProxy lives and nothing about nodes or networks. Below the ephemeral ports. */
  liveness: { address: "127.0.0.1", port: 8406, path: "/live" },
  checkScript: "/usr/local/libexec/edgewright/haproxy-answers",
  checkUser: "keepalived_script",
} as const;
