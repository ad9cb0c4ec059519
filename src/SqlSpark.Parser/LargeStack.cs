using System.Runtime.ExceptionServices;

namespace SqlSpark.Parser;

/// <summary>Runs work that recurses as deep as the SQL text nests on a thread with room for it.</summary>
internal static class LargeStack
{
    /// <summary>Bytes; the system commits only what is touched.</summary>
    private const int StackSize = 256 * 1024 * 1024;

    /// <summary>Runs <paramref name="work"/> on a new thread and waits; its exception is thrown here.</summary>
    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackSize)
        { IsBackground = true, Name = "SQL parser" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
