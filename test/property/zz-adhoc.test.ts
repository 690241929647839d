import { documentJsonSchema } from "@edgewright/core";
import { it } from "vitest";
import { fieldsOf, fieldKey } from "./schema-fields.js";
it("valid", () => {
  console.log(
    fieldsOf(documentJsonSchema())
      .filter((f) => f.type === "string")
      .map(fieldKey)
      .join("\n"),
  );
});
