import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readKeyFile } from '../../../node/cli/keyFile.ts';
import { readNetworkFile } from '../../../node/cli/networkFile.ts';
import { readNodeConfig } from '../../../node/cli/nodeConfig.ts';
import { temporaryFolder } from '../storage/temporaryFolder.ts';

const refused = (code: string) => expect.objectContaining({ code }) as Error;

describe.each<[string, (path: string) => unknown, string]>([
  ['configuration', readNodeConfig, 'CONFIG'],
  ['network file', readNetworkFile, 'NETWORK_FILE'],
  ['key file', readKeyFile, 'KEYS'],
])('a %s', (_what, read, code) => {
  test('that is not there is one thing', () => {
    expect(() => read(join(temporaryFolder(), 'absent'))).toThrow(refused(`${code}_MISSING`));
  });

  test('that is there and cannot be read is another', () => {
    const path = join(temporaryFolder(), 'folder');
    mkdirSync(path);
    expect(() => read(path)).toThrow(refused(`${code}_UNREADABLE`));
  });
});
