import type { Files } from '../spec/files';
import type { Complaint } from './problems';

/** Bytes of a file that a specification names, or the complaint that it cannot be read. */
export async function readFile(path: string, files: Files): Promise<{ value?: Uint8Array; complaints: Complaint[] }> {
  try {
    return { value: await files.read(path), complaints: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      complaints: [
        {
          code: 'K080',
          message: `"${path}" cannot be read. ${reason}`,
          hint: 'Paths are relative to the folder of the specification.',
        },
      ],
    };
  }
}
