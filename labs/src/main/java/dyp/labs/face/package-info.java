/**
 * Moods of faces: pictures drawn by a program ({@link dyp.labs.face.DrawnFaces}), FER2013's table ({@link dyp.labs.face.Fer2013}) or folders of pictures, and the recipe
 * that learns from them and shows what it looks at.
 */
package dyp.labs.face;
