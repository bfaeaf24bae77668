import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';

/**
 * What an expression gives in QuickJS, an engine that shares nothing with V8, over the names that a source file exports.
 * The files are those of this repository, without their types.
 */
export async function inQuickJs(path: string, expression: string): Promise<unknown> {
  const engine = await newQuickJSWASMModuleFromVariant(import('@jitl/quickjs-wasmfile-release-sync'));
  const runtime = engine.newRuntime();
  runtime.setModuleLoader(
    (name) => stripTypeScriptTypes(readFileSync(name, 'utf8')),
    (base, name) => (name.startsWith('.') ? join(dirname(base), name) : name),
  );
  const context = runtime.newContext();
  const source = `import * as source from ${JSON.stringify(path)};\nexport const result = source.${expression};`;
  const module = context.unwrapResult(context.evalCode(source, '/entry.js', { type: 'module' }));
  const result = context.getProp(module, 'result');
  const value: unknown = context.dump(result);
  for (const each of [result, module, context, runtime]) each.dispose();
  return value;
}
