namespace SqlSpark.Core.Configuration;

/// <summary>The keys of Spark's core, which a program may give when a session starts and which <c>SET</c> rejects.</summary>
internal static class CoreKeys
{
    private static readonly string[] Prefixes =
    [
        "spark.app.", "spark.broadcast.", "spark.cores.", "spark.default.", "spark.deploy.", "spark.driver.", "spark.dynamicAllocation.",
        "spark.eventLog.", "spark.executor.", "spark.history.", "spark.io.", "spark.kryo", "spark.kubernetes.", "spark.local.", "spark.locality.",
        "spark.memory.", "spark.network.", "spark.rdd.", "spark.rpc.", "spark.scheduler.", "spark.serializer", "spark.shuffle.",
        "spark.speculation", "spark.stage.", "spark.storage.", "spark.submit.", "spark.task.", "spark.ui.", "spark.yarn.",
    ];

    internal static bool Contains(string key)
    {
        foreach (var prefix in Prefixes)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
