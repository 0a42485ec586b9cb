namespace Shop
{
    public class Reader : BusinessService
    {
        void Read() { SendRequestSync("Jar", null); } // no item is made of it
    }

    public class Printer : BusinessOperation
    {
        public string OnError { get; set; } = "Alarm";

        public override object OnMessage(object request)
        {
            SendRequestAsync(this.OnError, request);
            return null;
        }
    }
}
