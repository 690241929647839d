import type { Path } from "../diagnostics/diagnostic.js";
import { controllersThat, type OptionName, type Support, usedOptions } from "../model/controller-options.js";
import { controllers } from "../model/ingress.js";
import type { Plan } from "../resolve/plan.js";

interface LostOption {
  readonly host: string;
  readonly name: OptionName;
  /** Why the controller cannot. */
  readonly since: string;
  readonly path: Path;
  /** The controllers that can, as a sentence has them. */
  readonly others: string;
}

/** The options of all routes that a controller cannot honour, in the document's order of routes. */
export const lostOptions = (plan: Plan, supported: Readonly<Record<OptionName, Support>>): readonly LostOption[] =>
  plan.routes.flatMap(({ host, path, options }) =>
    usedOptions(options).flatMap((option): readonly LostOption[] => {
      const support = supported[option.name];
      if (support.honoured) return [];
      const others = controllersThat(option.name, controllers).join(" or ");
      return [{ host, name: option.name, since: support.since, path: [...path, "options", ...option.path], others }];
    }),
  );
