// src/schema.ts from the API's own document, with the list of problems that a node fills in when it serves it.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const root = new URL('../../../', import.meta.url);
const document = await readFile(new URL('gateway/src/main/resources/io/florin/gateway/http/openapi.yaml', root), 'utf8');
const problems = await readFile(new URL('engine/src/main/resources/io/florin/protocol/problems.csv', root), 'utf8');
const codes = problems.split('\n').slice(1).filter((line) => line !== '').map((line) => line.split(',')[0]);
const empty = 'enum: [] # filled from problems.csv when it is served';
if (!document.includes(empty)) throw new Error(`openapi.yaml does not say: ${empty}`);

// Patterns alone make no type: a string is one, whichever of them it matches.
const STRING = ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
const transform = (schema) => (schema.type === 'string' && schema.anyOf ? STRING : undefined);
const types = astToString(await openapiTS(document.replace(empty, `enum: [${codes.join(', ')}]`), { transform }));
await writeFile(new URL('../src/schema.ts', import.meta.url), `// Made from openapi.yaml by npm run generate.\n${types}`);
