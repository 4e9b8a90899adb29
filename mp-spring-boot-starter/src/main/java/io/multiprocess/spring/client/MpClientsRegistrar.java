package io.multiprocess.spring.client;

import io.multiprocess.spring.ImportMpClients;
import io.multiprocess.spring.index.ProxyIndex;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

import java.util.ArrayList;
import java.util.List;

/**
 * Registers what {@link ImportMpClients} asks for.
 *
 * <p>Confined to the thread that starts the application.
 */
public class MpClientsRegistrar implements ImportBeanDefinitionRegistrar, BeanClassLoaderAware {

    private @Nullable ClassLoader classLoader;

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        ProxyIndex index = ProxyIndex.load(classLoader);
        metadata.getAnnotations().stream(ImportMpClients.class)
                .forEach(annotation -> register(annotation, metadata, index, registry));
        metadata.getAnnotations().stream(ImportMpClients.Container.class)
                .flatMap(container -> List.of(container.getAnnotationArray("value", ImportMpClients.class)).stream())
                .forEach(annotation -> register(annotation, metadata, index, registry));
    }

    private void register(
            MergedAnnotation<ImportMpClients> annotation,
            AnnotationMetadata metadata,
            ProxyIndex index,
            BeanDefinitionRegistry registry) {
        List<ProxyIndex.Entry> entries = new ArrayList<>();
        for (String type : annotation.getStringArray("types")) {
            ProxyIndex.Entry entry = index.find(type);
            if (entry == null) {
                throw new MissingProxyClientException(type, metadata.getClassName());
            }
            entries.add(entry);
        }
        List<String> packages = new ArrayList<>(List.of(annotation.getStringArray("basePackages")));
        for (String type : annotation.getStringArray("basePackageClasses")) {
            packages.add(ClassUtils.getPackageName(type));
        }
        if (entries.isEmpty() && packages.isEmpty()) {
            packages.add(ClassUtils.getPackageName(metadata.getClassName()));
        }
        for (ProxyIndex.Entry entry : index.entries()) {
            if (packages.stream().anyMatch(name -> entry.javaInterface().startsWith(name + "."))) {
                entries.add(entry);
            }
        }
        for (ProxyIndex.Entry entry : entries) {
            MpClientDefinitions.register(
                    registry,
                    annotation.getString("connection"),
                    annotation.getString("service"),
                    entry,
                    true,
                    classLoader);
        }
    }
}
