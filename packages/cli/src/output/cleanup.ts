/** Cleans up after work that failed. An error of the cleaning up never hides the one that made it necessary. */
export async function onFailure<T>(work: () => Promise<T>, clean: () => Promise<unknown>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await clean().catch(() => undefined);
    throw error;
  }
}

/** Cleans up after work, however it ends; see onFailure. */
export async function whatever<T>(work: () => Promise<T>, clean: () => Promise<unknown>): Promise<T> {
  const result = await onFailure(work, clean);
  await clean();
  return result;
}
