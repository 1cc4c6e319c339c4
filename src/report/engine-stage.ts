/** The stage of a Report's `skipped` that stands for an engine which was asked for and not used. */
export const engineStage = 'products by TensorFlow';
