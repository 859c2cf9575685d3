// SPDX-License-Identifier: Apache-2.0
import { currentLocale, type Locale } from '@/lib/locale';

export type Part = {
  readonly loinc: string;
  readonly fr: string;
  readonly en: string;
  readonly plausible: readonly [number, number];
};

/** A measure the ward records: LOINC code, words, UCUM unit, what is physically plausible, what is usual in adults. */
export type CatalogueEntry = {
  readonly loinc: string;
  readonly category: 'vital-signs' | 'laboratory';
  readonly fr: string;
  readonly en: string;
  readonly unit: string;
  readonly plausible: readonly [low: number, high: number];
  readonly usual?: readonly [low: number | undefined, high: number | undefined];
  readonly parts?: readonly Part[];
};

type Row = readonly [
  loinc: string,
  fr: string,
  en: string,
  unit: string,
  low: number,
  high: number,
  ...usual: (number | undefined)[],
];

const entry =
  (category: CatalogueEntry['category']) =>
  ([loinc, fr, en, unit, low, high, ...usual]: Row): CatalogueEntry => ({
    loinc,
    category,
    fr,
    en,
    unit,
    plausible: [low, high],
    usual: usual.length ? [usual[0], usual[1]] : undefined,
  });

const PRESSURE: CatalogueEntry = {
  loinc: '85354-9',
  category: 'vital-signs',
  fr: 'Pression artérielle',
  en: 'Blood pressure',
  unit: 'mm[Hg]',
  plausible: [20, 300],
  parts: [
    { loinc: '8480-6', fr: 'Systolique', en: 'Systolic', plausible: [40, 300] },
    { loinc: '8462-4', fr: 'Diastolique', en: 'Diastolic', plausible: [20, 200] },
  ],
};

const VITALS: readonly Row[] = [
  ['8867-4', 'Fréquence cardiaque', 'Heart rate', '/min', 20, 300, 60, 100],
  ['8310-5', 'Température', 'Body temperature', 'Cel', 25, 45, 36, 37.8],
  ['2708-6', 'Saturation en oxygène (SpO₂)', 'Oxygen saturation (SpO₂)', '%', 30, 100, 94, 100],
  ['9279-1', 'Fréquence respiratoire', 'Respiratory rate', '/min', 3, 80, 12, 20],
  ['72514-3', 'Douleur (EN 0 à 10)', 'Pain score (0 to 10)', '{score}', 0, 10],
  ['29463-7', 'Poids', 'Body weight', 'kg', 0.2, 400],
  ['8302-2', 'Taille', 'Body height', 'cm', 20, 250],
  ['39156-5', 'Indice de masse corporelle', 'Body mass index', 'kg/m2', 8, 90, 18.5, 25],
  ['9843-4', 'Périmètre crânien', 'Head circumference', 'cm', 20, 70],
  ['9269-2', 'Score de Glasgow', 'Glasgow coma score', '{score}', 3, 15],
];

const LABS: readonly Row[] = [
  ['2823-3', 'Potassium', 'Potassium', 'mmol/L', 1, 10, 3.5, 5],
  ['2951-2', 'Sodium', 'Sodium', 'mmol/L', 90, 190, 135, 145],
  ['2075-0', 'Chlorures', 'Chloride', 'mmol/L', 50, 160, 98, 107],
  ['14682-9', 'Créatinine', 'Creatinine', 'umol/L', 5, 3000, 45, 104],
  ['33914-3', 'Débit de filtration glomérulaire', 'Estimated GFR', 'mL/min/{1.73_m2}', 0, 250, 60, undefined],
  ['22664-7', 'Urée', 'Urea', 'mmol/L', 0.2, 100, 2.5, 7.5],
  ['718-7', 'Hémoglobine', 'Haemoglobin', 'g/dL', 1, 28, 12, 16],
  ['6690-2', 'Leucocytes', 'White cell count', '10*9/L', 0, 500, 4, 10],
  ['777-3', 'Plaquettes', 'Platelets', '10*9/L', 0, 3000, 150, 400],
  ['1988-5', 'Protéine C réactive (CRP)', 'C-reactive protein', 'mg/L', 0, 1000, undefined, 5],
  ['14749-6', 'Glycémie', 'Glucose', 'mmol/L', 0.2, 90, 3.9, 6.1],
  ['4548-4', 'Hémoglobine glyquée (HbA1c)', 'HbA1c', '%', 2, 25, 4, 6],
  ['1742-6', 'ALAT (TGP)', 'ALT', 'U/L', 0, 20000, undefined, 45],
  ['1920-8', 'ASAT (TGO)', 'AST', 'U/L', 0, 20000, undefined, 40],
  ['6301-6', 'INR', 'INR', '1', 0.5, 20, undefined, 1.2],
  ['2276-4', 'Ferritine', 'Ferritin', 'ug/L', 1, 100000, 15, 200],
  ['3016-3', 'TSH', 'TSH', 'm[IU]/L', 0.001, 500, 0.4, 4],
  ['67151-1', 'Troponine T hypersensible', 'High-sensitivity troponin T', 'ng/L', 0, 100000, undefined, 14],
];

/** What the observation workspace offers, vital signs first. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  PRESSURE,
  ...VITALS.map(entry('vital-signs')),
  ...LABS.map(entry('laboratory')),
];

const OTHER_LABELS: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  '55284-4': ['Pression artérielle', 'Blood pressure'],
  '59408-5': ['Saturation en oxygène (SpO₂)', 'Oxygen saturation (SpO₂)'],
  '8331-1': ['Température buccale', 'Oral temperature'],
  '8287-5': ['Périmètre crânien', 'Head circumference'],
  '787-2': ['VGM', 'MCV'],
  '785-6': ['TCMH', 'MCH'],
  '786-4': ['CCMH', 'MCHC'],
  '789-8': ['Hématies', 'Red cell count'],
  '4544-3': ['Hématocrite', 'Haematocrit'],
  '20570-8': ['Hématocrite', 'Haematocrit'],
  '21000-5': ['Indice de distribution des hématies', 'Red cell distribution width'],
  '32207-3': ['Indice de distribution plaquettaire', 'Platelet distribution width'],
  '32623-1': ['Volume plaquettaire moyen', 'Mean platelet volume'],
  '2093-3': ['Cholestérol total', 'Total cholesterol'],
  '2571-8': ['Triglycérides', 'Triglycerides'],
  '18262-6': ['Cholestérol LDL', 'LDL cholesterol'],
  '2089-1': ['Cholestérol LDL', 'LDL cholesterol'],
  '2085-9': ['Cholestérol HDL', 'HDL cholesterol'],
  '2339-0': ['Glycémie', 'Glucose'],
  '2345-7': ['Glycémie', 'Glucose'],
  '6299-2': ['Urée', 'Urea nitrogen'],
  '3094-0': ['Urée', 'Urea nitrogen'],
  '38483-4': ['Créatinine', 'Creatinine'],
  '2160-0': ['Créatinine', 'Creatinine'],
  '49765-1': ['Calcium', 'Calcium'],
  '17861-6': ['Calcium', 'Calcium'],
  '2947-0': ['Sodium', 'Sodium'],
  '6298-4': ['Potassium', 'Potassium'],
  '2069-3': ['Chlorures', 'Chloride'],
  '20565-8': ['Bicarbonates', 'Bicarbonate'],
  '2028-9': ['Bicarbonates', 'Bicarbonate'],
  '33037-3': ['Trou anionique', 'Anion gap'],
  '2885-2': ['Protéines totales', 'Total protein'],
  '1751-7': ['Albumine', 'Albumin'],
  '6768-6': ['Phosphatases alcalines', 'Alkaline phosphatase'],
  '1975-2': ['Bilirubine totale', 'Total bilirubin'],
  '42719-5': ['Bilirubine totale', 'Total bilirubin'],
  '72166-2': ['Tabac', 'Smoking status'],
};

const ENTRIES = new Map(CATALOGUE.map((known) => [known.loinc, known]));
const PARTS = new Map(CATALOGUE.flatMap((known) => known.parts ?? []).map((part) => [part.loinc, part]));

export const catalogueEntry = (loinc: string): CatalogueEntry | undefined => ENTRIES.get(loinc);

/** The ward's words for a LOINC code, or undefined when the catalogue does not know it. */
export const labelOf = (loinc: string, locale: Locale = currentLocale()): string | undefined => {
  const known = ENTRIES.get(loinc) ?? PARTS.get(loinc);
  return known?.[locale] ?? OTHER_LABELS[loinc]?.[locale === 'fr' ? 0 : 1];
};
