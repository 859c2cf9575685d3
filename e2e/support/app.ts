// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tokenOf } from './server';

/** An outside application on an origin of its own, written with the client library most apps use. */
export type App = {
  readonly clientId: string;
  /** Where it is opened by itself. */
  readonly address: string;
  readonly stop: () => Promise<void>;
};

const SCOPE = 'launch/patient openid fhirUser patient/Patient.rs patient/Observation.rs';

const LAUNCH = (clientId: string) => `<!doctype html><title>App</title><script src="/fhirclient.js"></script><script>
FHIR.oauth2.authorize({ clientId: ${JSON.stringify(clientId)}, scope: ${JSON.stringify(SCOPE)}, redirectUri: '/index.html' });
</script>`;

const INDEX = `<!doctype html><title>App</title><pre id="told"></pre><script src="/fhirclient.js"></script><script>
const say = (what) => { document.getElementById('told').textContent = JSON.stringify(what); };
FHIR.oauth2.ready().then(async (client) => {
  const patient = await client.patient.read();
  const others = await client.request('Patient?_count=50');
  const observations = await client.request('Observation').then((bundle) => (bundle.entry || []).length, (error) => String(error.status));
  say({ patient: patient.id, patients: (others.entry || []).map((entry) => entry.resource.id), observations,
    user: client.user.fhirUser, banner: client.state.tokenResponse.need_patient_banner,
    scope: client.state.tokenResponse.scope });
}).catch((error) => say({ error: String(error.message || error) }));
</script>`;

/** Registers the application with the server and serves its two pages. */
export const startApp = async (url: string): Promise<App> => {
  const library = await readFile(createRequire(import.meta.url).resolve('fhirclient/build/fhir-client.js'));
  let clientId = '';
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://app').pathname;
    const script = path === '/fhirclient.js';
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html;charset=utf-8');
    response.end(script ? library : path === '/launch.html' ? LAUNCH(clientId) : INDEX);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const origin = `http://localhost:${address && typeof address === 'object' ? address.port : 0}`;
  const answer = await fetch(`${url}/api/clients`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await tokenOf(url, 'admin')}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      name: 'Courbes de croissance',
      kind: 'public',
      scopes: SCOPE,
      redirectUris: [`${origin}/index.html`],
      launchUrl: `${origin}/launch.html`,
    }),
  });
  if (answer.status !== 201) throw new Error(`Not registered: ${answer.status} ${await answer.text()}`);
  ({ clientId } = (await answer.json()) as { clientId: string });
  return {
    clientId,
    address: `${origin}/launch.html?iss=${encodeURIComponent(`${url}/fhir`)}`,
    stop: () => new Promise((done) => server.close(() => done())),
  };
};
