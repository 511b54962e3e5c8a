/** The file of the store is not one that lmdb can read. */
export class DamagedStoreError extends Error {
  override readonly name = 'DamagedStoreError';
}
