import type { Renderer } from "@edgewright/core";
import { haproxy } from "@edgewright/render-haproxy";
import { host } from "@edgewright/render-host";
import { k8s } from "@edgewright/render-k8s";
import { keepalived } from "@edgewright/render-keepalived";

/** The built-in renderers, in the order in which they run: the only list of them. */
export const renderers: readonly Renderer[] = Object.freeze([haproxy, keepalived, host, k8s]);
