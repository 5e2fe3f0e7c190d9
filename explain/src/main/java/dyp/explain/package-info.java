/**
 * What a model looks at: {@link dyp.explain.Explainers} makes the methods, an {@link dyp.explain.Explanation} carries a map over the sample and says
 * how far it can be believed, and {@link dyp.explain.Overlay} draws it.
 *
 * <pre>{@code
 * Explanation e = Explainers.gradCam().explain(model, picture);
 * Overlay.save(new Overlay().draw(e), Path.of("why.png"));
 * }</pre>
 */
package dyp.explain;
