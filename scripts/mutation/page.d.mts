interface Place {
  readonly line: number;
  readonly column: number;
}

/** The part of Stryker's report (mutation-testing-report-schema) that the page reads. */
export interface Mutant {
  readonly status: string;
  readonly statusReason?: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

export interface Report {
  readonly thresholds: { readonly break: number };
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

export declare function score(mutants: readonly Pick<Mutant, "status">[]): string;
export declare function mutationPage(report: Report): string;
