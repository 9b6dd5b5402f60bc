package io.understudy.protocol;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the sources of some packages say about its types, their components and their constants: the
 * one place where it is written, read by the compiler's own parser.
 */
final class SourceComments {

    /** By {@code Type}, {@code Type.Nested}, {@code Type#component} and {@code Type#CONSTANT}. */
    private final TreeMap<String, String> comments = new TreeMap<>();

    static SourceComments of(Path... folders) {
        SourceComments read = new SourceComments();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> sources = new ArrayList<>();
            for (Path folder : folders) {
                sources.addAll(sourcesIn(folder));
            }
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    null,
                                    null,
                                    manager.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                read.new Reader(docs).scan(unit, "");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return read;
    }

    private static List<Path> sourcesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    /** Empty where nothing is said. */
    String of(Class<?> type) {
        return comments.getOrDefault(key(type), "");
    }

    /** Of a component or a constant; empty where its name says it all. */
    String of(Class<?> type, String name) {
        return comments.getOrDefault(key(type) + "#" + name, "");
    }

    /** What is said about components that a type does not have is left over from another time. */
    List<String> namesIn(Class<?> type) {
        String prefix = key(type) + "#";
        return comments.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    private static String key(Class<?> type) {
        String nested = type.isMemberClass() ? key(type.getDeclaringClass()) + "." : "";
        return nested + type.getSimpleName();
    }

    private final class Reader extends TreePathScanner<Void, String> {

        private final DocTrees docs;

        Reader(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree type, String outer) {
            String key = outer + type.getSimpleName();
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                comments.put(key, text(comment.getFirstSentence()));
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree param && !param.isTypeParameter()) {
                        String name = param.getName().toString();
                        comments.put(key + "#" + name, text(param.getDescription()));
                    }
                }
            }
            return super.visitClass(type, key + ".");
        }

        @Override
        public Void visitVariable(VariableTree variable, String outer) {
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            if (comment != null && parent.getKind() == Tree.Kind.ENUM) {
                String type = outer.substring(0, outer.length() - 1);
                comments.put(type + "#" + variable.getName(), text(comment.getFullBody()));
            }
            return null;
        }

        private String text(List<? extends DocTree> trees) {
            return trees.stream()
                    .map(this::text)
                    .collect(Collectors.joining())
                    .replaceAll("\\s+", " ")
                    .strip();
        }

        private String text(DocTree tree) {
            if (tree instanceof TextTree plain) {
                return plain.getBody();
            }
            if (tree instanceof LiteralTree code) {
                return "`" + code.getBody().getBody() + "`";
            }
            if (tree instanceof LinkTree link) {
                return "`" + link.getReference().getSignature().replace("#", "") + "`";
            }
            return tree.toString();
        }
    }
}
