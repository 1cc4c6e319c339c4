/** `.safetensors`: a length, a JSON header, raw little-endian tensors (huggingface.co/docs/safetensors). */
import { readable, unreadable, type Reading } from './reading';
import { scalarTypes, type ScalarTypeName } from './scalar-type';
import { entryCount, rowMajorTensor, type StoredTensor } from './stored-tensor';

const types: Readonly<Record<string, ScalarTypeName>> = {
  F64: 'f8', F32: 'f4', F16: 'f2', BF16: 'bf2', I64: 'i8', I32: 'i4', I16: 'i2', I8: 'i1',
  U64: 'u8', U32: 'u4', U16: 'u2', U8: 'u1', BOOL: 'b1',
}; // prettier-ignore

/** Tensors by name. A tensor of a type that is not read is left out, with a sentence that names it. */
export function readSafetensors(bytes: Uint8Array): Reading<ReadonlyMap<string, StoredTensor>> {
  if (bytes.length < 8) return unreadable('It is too short for a .safetensors file.');
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (headerLength > BigInt(bytes.length - 8))
    return unreadable(
      `It announces a header of ${headerLength} bytes and has ${bytes.length - 8}; it is truncated or no .safetensors file.`,
    );
  const bodyStart = 8 + Number(headerLength);
  const header = parse(new TextDecoder().decode(bytes.subarray(8, bodyStart)));
  if (!isRecord(header)) return unreadable('Its header is not a JSON object; it is damaged or no .safetensors file.');

  const body = bytes.subarray(bodyStart);
  const tensors = new Map<string, StoredTensor>();
  const problems: string[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const tensor = readTensor(entry, body);
    if (typeof tensor === 'string') problems.push(`Tensor "${name}" cannot be read: ${tensor}.`);
    else tensors.set(name, tensor);
  }
  return readable(tensors, problems);
}

/** The tensor, or the reason why not. */
function readTensor(entry: unknown, body: Uint8Array): StoredTensor | string {
  if (!isRecord(entry)) return 'its entry in the header is not an object';
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !isNumbers(shape) || !isNumbers(offsets))
    return 'its entry in the header lacks dtype, shape or data_offsets';
  if (!Object.hasOwn(types, dtype)) return `its type ${dtype} is not read`;
  const [start, end] = offsets;
  if (offsets.length !== 2 || !isOffset(start) || !isOffset(end) || start > end || end > body.length)
    return `its bytes ${offsets.join(' to ')} lie outside the ${body.length} bytes of data`;
  const type = types[dtype];
  if (entryCount(shape) !== (end - start) / scalarTypes[type].bytes)
    return `its shape ${shape.join(' x ')} does not fit its ${end - start} bytes of ${dtype}`;
  return rowMajorTensor(shape, type, body.subarray(start, end), true);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

function isOffset(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
