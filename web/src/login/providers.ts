// SPDX-License-Identifier: Apache-2.0

/** The outside providers one may sign in by, as links the server follows up. */
type Provider = { readonly id: string; readonly name: string };

const link = (provider: Provider): HTMLLIElement => {
  const item = document.createElement('li');
  const anchor = document.createElement('a');
  anchor.href = `/signin/provider/${encodeURIComponent(provider.id)}`;
  anchor.textContent = provider.name;
  item.append(anchor);
  return item;
};

export const offerProviders = async (section: HTMLElement, list: HTMLElement) => {
  const response = await fetch('/signin/providers', { headers: { Accept: 'application/json' } }).catch(() => undefined);
  if (!response?.ok) return;
  const providers: unknown = await response.json().catch(() => undefined);
  if (!Array.isArray(providers) || providers.length === 0) return;
  list.append(...(providers as Provider[]).map(link));
  section.hidden = false;
};

/** What is said when a provider's sign-in led nowhere. */
export const PROVIDER_MESSAGES: Readonly<Record<string, readonly [text: string, tone: 'failed' | 'done']>> = {
  unreachable: [
    'Ce service de connexion ne répond pas. Réessayez plus tard, ou utilisez votre identifiant ci-dessous.',
    'failed',
  ],
  refused: ['La connexion par ce service n’a pas abouti. Recommencez depuis cette page.', 'failed'],
  cancelled: ['Vous avez interrompu la connexion.', 'done'],
  profession: [
    'Votre profession ne donne pas accès à ce logiciel. Adressez-vous à l’administrateur de votre établissement.',
    'failed',
  ],
  unlinked: [
    'Aucun compte n’est rattaché à cette identité. Demandez à l’administrateur de votre établissement de la rattacher.',
    'failed',
  ],
};
