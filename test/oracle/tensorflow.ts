/** TensorFlow.js on its plain JavaScript backend, in float32: an implementation that shares nothing with ours. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

// Otherwise it greets on the console.
tf.enableProdMode();

export { layers as kerasLayers, tf };

type KerasLayer = InstanceType<typeof layers.Layer>;

/** A Keras layer on these weights instead of its own, so that gradients flow to them. */
export function applyKeras(layer: KerasLayer, x: tf.Tensor, weights: readonly tf.Tensor[]): tf.Tensor {
  // Builds it: recurrent layers that are built by hand build themselves once more.
  layer.apply(x);
  if (layer.weights.length !== weights.length) throw new Error(`The layer has ${layer.weights.length} weights`);
  layer.weights.forEach((variable, index) => {
    if (String(variable.shape) !== String(weights[index].shape))
      throw new Error(`${variable.originalName} is ${variable.shape}, not ${weights[index].shape}`);
    variable.read = () => weights[index];
  });
  return layer.apply(x) as tf.Tensor;
}
