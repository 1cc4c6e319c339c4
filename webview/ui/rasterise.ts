/** Pixels a unit of the drawing: sharp on dense screens and in print. */
const density = 2;

/** SVG text, with its width and height, as a PNG. Rejects when the browser cannot draw it. */
export async function rasterise(image: string): Promise<Blob> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(image)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = density * picture.naturalWidth;
  canvas.height = density * picture.naturalHeight;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the drawing has no pixels')) : resolve(blob)),
      'image/png',
    ),
  );
}
