/**
 * Which keepalived can what: feature → first version. The list is core's, since the timers are derived from it (docs/adr/0012); what this
 * renderer writes for a version is judged by it alone.
 */
export { keepalivedFeatures, keepalivedHas } from "@edgewright/core";
