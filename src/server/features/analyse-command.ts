/** What the lens of clients without commands of their own executes; its argument is the document's URI. */
export const analyseCommand = 'kappa.server.analyse';
