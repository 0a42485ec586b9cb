package shop;

import com.intersystems.enslib.pex.BusinessService;

/* SendRequestSync("In a comment", null); */
public class OrderService extends BusinessService {
    public String TOPIC;
    public String Targets;
    private String[] targets;

    public void OnInit() throws Exception {
        targets = Targets.split(",");
        LOGINFO("not sent: SendRequestSync(\"Alarm\", null)");
    }

    public Object OnProcessInput(Object input) throws Exception {
        for (String target : targets) {
            SendRequestAsync(target, input);
        }
        return SendRequestSync(chosen(input), input);
    }

    private String chosen(Object input) { return input.toString(); }

    public void OnTearDown() throws Exception {}
}
