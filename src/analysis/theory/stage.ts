/** What a section holds: `quick` without what searches, simulates or looks at every pair of samples; those figures and curves come `complete`. */
export type TheoryStage = 'quick' | 'complete';
