import { describe, expect, it } from 'vitest';
import { resolveFile, type Place } from '../../src/extension/file-access';

const place: Place = { specification: '/home/me/nets/models/a.arch', folders: ['/home/me/nets'], trusted: true };

describe('a file is read', () => {
  it.each<[string, string, string, Partial<Place>]>([
    ['beside the specification', 'x.npy', '/home/me/nets/models/x.npy', {}],
    ['below it', './data/x.npy', '/home/me/nets/models/data/x.npy', {}],
    ['elsewhere in the workspace', '../data/x.npy', '/home/me/nets/data/x.npy', {}],
    ['by its absolute path', '/home/me/nets/x.npy', '/home/me/nets/x.npy', {}],
    ['with backslashes', 'data\\x.npy', '/home/me/nets/models/data/x.npy', {}],
    ['with a percent sign in its name', '100%25.csv', '/home/me/nets/models/100%25.csv', {}],
    ['without a workspace', 'x.npy', '/tmp/x.npy', { specification: '/tmp/a.arch', folders: [] }],
    ['in a second folder', '/data/x.npy', '/data/x.npy', { folders: ['/home/me/nets', '/data'] }],
    [
      'on a drive',
      'C:\\nets\\x.npy',
      '/c:/nets/x.npy',
      { specification: '/c:/nets/models/a.arch', folders: ['/c:/nets'] },
    ],
    ['where the workspace is the root', '../x.npy', '/x.npy', { specification: '/a/b.arch', folders: ['/'] }],
  ])('%s', (_, path, expected, changes) =>
    expect(resolveFile(path, { ...place, ...changes })).toEqual({ path: expected }),
  );
});

describe('a file is not read', () => {
  const outside = (path: string) =>
    `${path} stands outside the workspace and the specification's folder, and is not read.`;

  it.each<[string, string, Partial<Place>]>([
    ['above the workspace', '../../../secret.csv', {}],
    ['by an absolute path elsewhere', '/etc/passwd', {}],
    ['in a folder whose name begins the same', '/home/me/nets-private/x.csv', {}],
    ['through the workspace and out again', '../../nets/../other/x.csv', {}],
    ['above the specification without a workspace', '../x.csv', { folders: [] }],
    ['that is the workspace itself', '..', {}],
  ])('%s', (_, path, changes) =>
    expect(resolveFile(path, { ...place, ...changes })).toEqual({ trouble: outside(path) }),
  );

  it('in Restricted Mode, and the sentence says how to trust', () =>
    expect(resolveFile('x.npy', { ...place, trusted: false })).toEqual({
      trouble: 'x.npy is not read in Restricted Mode; run "Workspaces: Manage Workspace Trust" and trust this folder.',
    }));
});
