export { suggest as closest } from "@edgewright/core";
