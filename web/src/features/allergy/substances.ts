// SPDX-License-Identifier: Apache-2.0
/** Substances most often recorded, with their SNOMED CT code where it is certain; anything else is typed freely. */
export type Substance = {
  readonly fr: string;
  readonly en: string;
  readonly snomed?: string;
  readonly category: 'medication' | 'food' | 'environment';
};

const drug = (fr: string, en: string, snomed?: string): Substance => ({ fr, en, snomed, category: 'medication' });
const food = (fr: string, en: string, snomed?: string): Substance => ({ fr, en, snomed, category: 'food' });
const around = (fr: string, en: string, snomed?: string): Substance => ({ fr, en, snomed, category: 'environment' });

export const SUBSTANCES: readonly Substance[] = [
  drug('Pénicilline', 'Penicillin', '764146007'),
  drug('Amoxicilline', 'Amoxicillin', '372687004'),
  drug('Céphalosporines', 'Cephalosporins'),
  drug('Sulfamides', 'Sulfonamides', '387406002'),
  drug('Macrolides', 'Macrolides'),
  drug('Quinolones', 'Quinolones'),
  drug('Aspirine', 'Aspirin', '387458008'),
  drug('Ibuprofène', 'Ibuprofen', '387207008'),
  drug('Anti-inflammatoires non stéroïdiens', 'Non-steroidal anti-inflammatory drugs'),
  drug('Paracétamol', 'Paracetamol', '387517004'),
  drug('Codéine', 'Codeine', '387494007'),
  drug('Morphine', 'Morphine', '373529000'),
  drug('Produits de contraste iodés', 'Iodinated contrast media', '426722004'),
  drug('Inhibiteurs de l’enzyme de conversion', 'ACE inhibitors'),
  drug('Anesthésiques locaux', 'Local anaesthetics'),
  drug('Curares', 'Neuromuscular blockers'),
  food('Arachide', 'Peanut', '762952008'),
  food('Fruits à coque', 'Tree nuts'),
  food('Lait de vache', 'Cow’s milk', '3718001'),
  food('Œuf', 'Egg', '102263004'),
  food('Poisson', 'Fish'),
  food('Crustacés', 'Shellfish'),
  food('Soja', 'Soya'),
  food('Gluten', 'Gluten'),
  food('Kiwi', 'Kiwi'),
  around('Latex', 'Latex', '111088007'),
  around('Acariens', 'House dust mites'),
  around('Pollens de graminées', 'Grass pollen'),
  around('Pollens de bouleau', 'Birch pollen'),
  around('Venin d’abeille', 'Bee venom'),
  around('Venin de guêpe', 'Wasp venom'),
  around('Poils de chat', 'Cat dander'),
  around('Moisissures', 'Moulds'),
  around('Nickel', 'Nickel'),
];

/** SNOMED CT 716186003, no known allergy. */
export const NO_KNOWN_ALLERGY = '716186003';
